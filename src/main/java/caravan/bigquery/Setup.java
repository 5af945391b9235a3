package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.config.Redelivery;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** The datasets and tables that a load needs. Whatever is there already stays as it is. */
public final class Setup {
    private final BigQuerySettings settings;
    private final Repeats repeats;
    private final Clock clock;

    public Setup(BigQuerySettings settings, Redelivery redelivery, Clock clock) {
        this.settings = settings;
        this.repeats = new Repeats(redelivery, Repeats.Pause.REAL);
        this.clock = clock;
    }

    /** GoogleSQL, each with its comment, in their order. */
    public List<String> statements() {
        return new Script(settings).setup();
    }

    /**
     * Runs them, one after the other; asks with these credentials, which need the right to make datasets and tables.
     *
     * @param done is told each statement that was run
     */
    public void apply(Consumer<String> done) throws IOException {
        try (Rest rest = new Rest(settings, new Tokens(settings))) {
            Jobs jobs = new Jobs(rest, repeats, settings, clock);
            for (String statement : statements()) {
                jobs.query("set up", statement, new Parameters());
                done.accept(statement);
            }
        }
    }

    /** What whoever loads has to be allowed, and no more; as comments of SQL. */
    public String rights() {
        String bucket = settings.objects()
                .map(objects ->
                        "--   roles/storage.objectViewer    on the bucket of " + objects + " : it reads the objects\n")
                .orElse("");
        return "-- Rights of the account that loads:\n"
                + "--   roles/bigquery.jobUser         on project " + settings.project() + " : jobs\n"
                + datasets() + bucket
                + "-- Whoever runs these statements needs roles/bigquery.user on the project besides, to make datasets.\n";
    }

    private String datasets() {
        StringBuilder lines = new StringBuilder();
        for (String dataset : new Probe.Datasets(settings).all()) {
            lines.append("--   roles/bigquery.dataEditor      on dataset ")
                    .append(dataset)
                    .append(" : tables and rows\n");
        }
        return lines.toString();
    }
}
