package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.config.BigQuerySettings.Table;
import caravan.config.Redelivery;
import caravan.hour.Hour;
import caravan.store.MemoryStore;
import caravan.warehouse.CommittedHours;
import caravan.warehouse.Loaded;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A store with committed hours, and a stand-in for BigQuery that was set up for them. */
final class Lake implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(CommittedHours.NOW, ZoneOffset.UTC);
    static final Hour HOUR = Hour.parse("2026-11-01T05");
    static final Table EVENTS = new Table("ops", "all_user_events");

    final MemoryStore store = new MemoryStore(CLOCK);
    final CommittedHours hours = new CommittedHours(store);
    final BigQueryServer server;
    private final Optional<String> objects;

    private Lake(BigQueryServer server, Optional<String> objects) {
        this.server = server;
        this.objects = objects;
    }

    /** Whose objects are uploaded. */
    static Lake uploading() throws IOException {
        return setUp(Optional.empty());
    }

    /** Whose objects BigQuery reads itself. */
    static Lake direct() throws IOException {
        return setUp(Optional.of("gs://lake/team/"));
    }

    private static Lake setUp(Optional<String> objects) throws IOException {
        Lake lake = new Lake(BigQueryServer.start(), objects);
        new Setup(lake.settings(), once(), CLOCK).apply(statement -> {});
        return lake;
    }

    BigQuerySettings settings() {
        return new BigQuerySettings(
                "acme-lake",
                "EU",
                "bronze",
                EVENTS,
                Optional.of(new Table("bronze", "event_properties")),
                "staging",
                objects,
                Optional.empty(),
                Optional.of(server.address()));
    }

    static Redelivery once() {
        return tries(1);
    }

    static Redelivery tries(int number) {
        return new Redelivery(number, Duration.ZERO, Duration.ZERO);
    }

    /** Of a process that asks once. */
    Loads process() {
        return process(1);
    }

    Loads process(int tries) {
        return new Loads(warehouse(tries));
    }

    BigQueryWarehouse warehouse(int tries) {
        return new BigQueryWarehouse(settings(), new Repeats(tries(tries), duration -> {}), store, 16 << 20, CLOCK);
    }

    /** Whether it is new. */
    boolean load() throws IOException {
        try (Loads loads = process()) {
            return load(loads);
        }
    }

    boolean load(Loads loads) throws IOException {
        return loads.load(hours.ledger, HOUR).map(Loaded::isNew).orElseThrow();
    }

    List<String> events() {
        return server.rows(EVENTS.toString(), "revision", "line", "uuid");
    }

    List<String> marks() {
        return server.rows("bronze.loads", "hour", "revision", "load_number", "events", "rejected");
    }

    static String event(String uuid) {
        return "{\"uuid\":\"" + uuid + "\",\"event_properties\":{\"plan\":\"" + uuid + "\"}}";
    }

    @Override
    public void close() {
        server.close();
    }
}
