package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.config.Redelivery;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.store.Store;
import caravan.warehouse.Loaded;
import caravan.warehouse.Mark;
import caravan.warehouse.ObjectLines;
import caravan.warehouse.Warehouse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Google BigQuery. Objects come in side by side, by load jobs; hours are committed one after the other, for so BigQuery does it. Silver
 * and gold are dbt's own.
 */
public final class BigQueryWarehouse implements Warehouse {
    /** What is said where models would be refreshed. */
    public static final String MODELS = "silver and gold in BigQuery are made by dbt: Caravan refreshes nothing there;"
            + " docs/bigquery.md says how dbt does";

    private static final Logger LOG = LoggerFactory.getLogger(BigQueryWarehouse.class);

    private final BigQuerySettings settings;
    private final Repeats repeats;
    private final Store store;
    private final ObjectLines lines;
    private final Clock clock;
    private final Tokens tokens;
    private final Script script;
    /** BigQuery would cancel all but one of those that commit at the same time. */
    private final ReentrantLock turn = new ReentrantLock();

    private final AtomicBoolean told = new AtomicBoolean();
    private Rest open;

    /** @param longest bytes of a line */
    public BigQueryWarehouse(BigQuerySettings settings, Redelivery redelivery, Store store, int longest, Clock clock) {
        this(settings, new Repeats(redelivery, Repeats.Pause.REAL), store, longest, clock);
    }

    BigQueryWarehouse(BigQuerySettings settings, Repeats repeats, Store store, int longest, Clock clock) {
        this.settings = settings;
        this.repeats = repeats;
        this.store = store;
        this.lines = new ObjectLines(store, longest);
        this.clock = clock;
        this.tokens = new Tokens(settings);
        this.script = new Script(settings);
    }

    @Override
    public Map<Hour, Mark> marks(String project, HourRange range) throws IOException {
        return marks(rest()).of(project, range);
    }

    @Override
    public Loaded load(Ledger.Recorded recorded) throws IOException {
        HourRecord record = recorded.record();
        Rest rest = rest();
        Optional<Mark> mark = marks(rest).of(record.project(), record.hour());
        if (mark.filter(there -> there.holds(record)).isPresent()) {
            if (!mark.get().recordVersion().equals(recorded.version())) {
                marks(rest).looked(record.project(), record.hour(), mark.get(), recorded.version());
            }
            return new Loaded(record, false, Duration.ZERO);
        }
        Instant began = clock.instant();
        Staged staged = new HourStaging(rest, repeats, jobs(rest), settings, store, lines, clock).stage(record);
        turn.lock();
        try {
            new HourCommit(jobs(rest), repeats, marks(rest), script, settings, clock).commit(recorded, staged);
        } finally {
            turn.unlock();
        }
        return new Loaded(record, true, Duration.between(began, clock.instant()));
    }

    @Override
    public boolean doubt(String project, HourRange hours) throws IOException {
        marks(rest()).doubt(project, hours);
        return true;
    }

    @Override
    public Optional<Mark> look(String project, Hour hour) throws IOException {
        try (Rest rest = new Rest(settings, tokens)) {
            return marks(rest).of(project, hour);
        }
    }

    /** There is nothing to refresh, which is said once. */
    @Override
    public boolean refresh() {
        if (told.compareAndSet(false, true)) {
            LOG.info(MODELS);
        }
        return false;
    }

    private Jobs jobs(Rest rest) {
        return new Jobs(rest, repeats, settings, clock);
    }

    private Marks marks(Rest rest) {
        return new Marks(jobs(rest), script);
    }

    private synchronized Rest rest() {
        if (open == null) {
            open = new Rest(settings, tokens);
        }
        return open;
    }

    @Override
    public synchronized void close() throws IOException {
        if (open != null) {
            Rest was = open;
            open = null;
            was.close();
        }
    }
}
