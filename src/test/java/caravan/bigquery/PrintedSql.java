package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.config.BigQuerySettings.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every statement that BigQuery is sent, written to a folder, so that others can look at them as GoogleSQL. */
final class PrintedSql {
    private static final List<String> STAGED = List.of("acme-lake.staging.t0", "acme-lake.staging.t1");

    private PrintedSql() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue() + "\n");
        }
    }

    private static Map<String, String> files() {
        Script script = script(Optional.of(new Table("bronze", "event_properties")));
        return Map.of(
                "setup.sql", String.join("\n", script.setup()),
                "setup-plain.sql",
                        String.join(
                                "\n",
                                script(new Table("bronze", "events"), Optional.empty())
                                        .setup()),
                "marks.sql", script.marks(),
                "looked.sql", script.looked(),
                "doubt.sql", script.doubt(),
                "load-uploaded.sql", script.load(new Staged(STAGED, false)),
                "load-direct.sql", script.load(new Staged(STAGED, true)),
                "load-empty.sql", script.load(new Staged(List.of(), false)),
                "load-narrow.sql", script(Optional.empty()).load(new Staged(STAGED, false)));
    }

    static Script script(Optional<Table> properties) {
        return script(new Table("ops", "all_user_events"), properties);
    }

    private static Script script(Table events, Optional<Table> properties) {
        return new Script(new BigQuerySettings(
                "acme-lake",
                "EU",
                "bronze",
                events,
                properties,
                "staging",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }
}
