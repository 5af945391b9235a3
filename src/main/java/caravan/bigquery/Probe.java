package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.config.BigQuerySettings.Table;
import caravan.config.Redelivery;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks whether a load could be done, one thing at a time. Costs nothing, and leaves nothing behind. */
public final class Probe implements AutoCloseable {
    private static final String OF_OURS = "caravan_check";

    private final BigQuerySettings settings;
    private final Clock clock;
    private final Rest rest;
    private final Repeats repeats;

    /** Those that the configuration names. */
    record Datasets(BigQuerySettings settings) {
        Set<String> all() {
            Set<String> all = new LinkedHashSet<>(
                    List.of(settings.dataset(), settings.events().dataset()));
            settings.properties().map(Table::dataset).ifPresent(all::add);
            all.add(settings.staging());
            return all;
        }
    }

    public Probe(BigQuerySettings settings, Redelivery redelivery, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.rest = new Rest(settings, new Tokens(settings));
        this.repeats = new Repeats(redelivery, Repeats.Pause.REAL);
    }

    /** Whether BigQuery is reached, takes the credentials, and lets them run jobs; the job is only checked, not run. */
    public void job() throws IOException {
        ObjectNode job = Rest.JSON.createObjectNode();
        job.putObject("jobReference").put("projectId", settings.project()).put("location", settings.location());
        ObjectNode configuration = job.putObject("configuration").put("dryRun", true);
        configuration.putObject("query").put("query", "SELECT 1").put("useLegacySql", false);
        Rest.Answer answer = asked("try a job", "POST", "/jobs", job);
        if (!answer.isGood()) {
            throw Said.refusal("try a job", answer);
        }
    }

    public Set<String> datasets() {
        return new Datasets(settings).all();
    }

    /** Where the dataset is; empty where there is none. */
    public Optional<String> location(String dataset) throws IOException {
        Rest.Answer answer = asked("look at dataset " + dataset, "GET", "/datasets/" + dataset, null);
        return answer.isGood() ? Optional.of(answer.body().path("location").asText()) : Optional.empty();
    }

    public Collection<Table> tables() {
        return new Script(settings).tables().values();
    }

    public boolean isThere(Table table) throws IOException {
        return asked("look at table " + table, "GET", path(table.dataset(), "/" + table.name()), null)
                .isGood();
    }

    /** Whether a staging table can be made: it is, and goes again. */
    public void staging() throws IOException {
        String id = OF_OURS + "_" + Long.toString(clock.millis(), Character.MAX_RADIX);
        Rest.Answer made =
                asked("make a table in " + settings.staging(), "POST", path(settings.staging(), ""), table(id));
        if (!made.isGood()) {
            throw Jobs.refused("make a table in " + settings.staging(), made);
        }
        asked("delete table " + id, "DELETE", path(settings.staging(), "/" + id), null);
    }

    private ObjectNode table(String id) {
        return new LoadJob(settings).table(id, clock.instant());
    }

    private static String path(String dataset, String table) {
        return "/datasets/" + dataset + "/tables" + table;
    }

    private Rest.Answer asked(String doing, String method, String path, ObjectNode body) throws IOException {
        URI address = rest.address(path);
        return repeats.of(doing, () -> rest.json(doing, method, address, body));
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
