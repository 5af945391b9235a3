package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.config.BigQuerySettings.Table;
import caravan.warehouse.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SQL of {@code resources/caravan/bigquery} with the names of a configuration in it. Everything else that differs from hour to
 * hour is a parameter of the query.
 */
final class Script {
    /** Why a transaction broke off: the mark is not the one that was read before it. */
    static final String MOVED = "another load of this hour came in between";
    /** Why a transaction broke off: what was staged is not what the record says. */
    static final String OTHER_LINES = "the objects have other lines than those that landed";

    private static final String SETUP = text("setup.sql");
    private static final String LOAD = text("load.sql");
    private static final Pattern OF_PROPERTIES = Pattern.compile("(?ms)^ *-- \\[properties]([^\\n]*)\\n(.*?;)\\n");
    private static final Pattern OF_ARRIVED = Pattern.compile("(?ms)^-- \\[arrived]\\n(.*?)^-- \\[end]\\n");
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *--[^\\n]*\\n");

    private final BigQuerySettings settings;

    Script(BigQuerySettings settings) {
        this.settings = settings;
    }

    /** The statements of {@code setup}, each with its comment. */
    List<String> setup() {
        List<String> statements = new ArrayList<>();
        for (String statement : filled(SETUP).split("(?<=;)\n")) {
            statements.add(statement.strip());
            if (statements.size() == 1 && !settings.events().dataset().equals(settings.dataset())) {
                statements.add(schema(settings.events()));
            }
        }
        return statements;
    }

    private String schema(Table table) {
        return "-- The events' own dataset.\nCREATE SCHEMA IF NOT EXISTS `" + settings.project() + "." + table.dataset()
                + "`\nOPTIONS (location = '" + settings.location() + "');";
    }

    /** A load's transaction, from these tables. */
    String load(Staged staged) {
        StringBuilder all = new StringBuilder();
        Matcher repeated = OF_ARRIVED.matcher(LOAD);
        while (repeated.find()) {
            String block = staged.selects().stream()
                    .map(select -> repeated.group(1).replace("{arrived}", select))
                    .collect(Collectors.joining());
            repeated.appendReplacement(all, Matcher.quoteReplacement(block));
        }
        repeated.appendTail(all);
        return COMMENT.matcher(filled(all.toString())).replaceAll("").strip();
    }

    String marks() {
        return filled(
                "SELECT hour, revision, load_number, events, rejected, record_version, committed_at, loaded_at"
                        + " FROM {loads} WHERE project = @project AND hour BETWEEN @first AND @last ORDER BY hour, load_number");
    }

    String looked() {
        return filled("UPDATE {loads} SET record_version = @record_version"
                + " WHERE project = @project AND hour = @hour AND load_number = @load_number");
    }

    /** As if each of these marks were of the record of another store. */
    String doubt() {
        return filled("UPDATE {loads} SET record_version = '', committed_at = DATETIME '1970-01-01 00:00:00'"
                + " WHERE project = @project AND hour BETWEEN @first AND @last");
    }

    /** By the name that the SQL calls it. */
    Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("events", settings.events());
        settings.properties().ifPresent(table -> tables.put("properties", table));
        for (String own : List.of("rejected", "loads", "replaced", "refreshes", "load_numbers")) {
            tables.put(own, settings.table(own));
        }
        return tables;
    }

    private String filled(String sql) {
        String all = OF_PROPERTIES
                .matcher(sql)
                .replaceAll(settings.properties().isEmpty() ? "" : "--$1\n$2\n")
                .replace("{columns}", Field.columns())
                .replace("{values}", values())
                .replace("{fields}", fields())
                .replace("{schema}", "`" + settings.project() + "." + settings.dataset() + "`")
                .replace("{staging}", "`" + settings.project() + "." + settings.staging() + "`")
                .replace("{location}", settings.location())
                .replace("{moved}", MOVED)
                .replace("{other_lines}", OTHER_LINES);
        for (Map.Entry<String, Table> table : tables().entrySet()) {
            all = all.replace("{" + table.getKey() + "}", "`" + settings.project() + "." + table.getValue() + "`");
        }
        return all;
    }

    private static String values() {
        return Field.ALL.stream()
                .map(field -> (field.json() ? "json_of" : "text_of") + "(event['" + field.key() + "'])")
                .collect(Collectors.joining(", "));
    }

    private static String fields() {
        return Field.ALL.stream()
                .map(field -> field.column() + (field.json() ? " JSON" : " STRING"))
                .collect(Collectors.joining(",\n    "));
    }

    private static String text(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
