package caravan.warehouse;

import caravan.config.DuckDbSettings;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The loads of this process, one at a time, by whatever thread. The warehouse is opened by the first that needs it, and stays open
 * until {@link #close}: then other processes may have it.
 */
public final class Loads implements AutoCloseable {
    private final DuckDbSettings settings;
    private final ObjectLines objects;
    private final Clock clock;
    private DuckDb open;

    /** @param longest bytes of a line */
    public Loads(DuckDbSettings settings, Store store, int longest, Clock clock) {
        this.settings = settings;
        this.objects = new ObjectLines(store, longest);
        this.clock = clock;
    }

    /**
     * The committed hours of the range that the warehouse lacks, or has of another version of their record: by subtraction, oldest
     * first.
     */
    public synchronized List<Hour> missing(Ledger ledger, HourRange range) throws IOException {
        TreeMap<Hour, StoredObject> recorded = ledger.recorded(range);
        Map<Hour, Mark> marks = asked("reading bronze.loads", () -> bronze().marks(ledger.project(), range));
        return recorded.entrySet().stream()
                .filter(hour -> !Optional.ofNullable(marks.get(hour.getKey()))
                        .map(Mark::recordVersion)
                        .equals(Optional.of(hour.getValue().version())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Brings the hour in as its record says now; empty where it has none. */
    public synchronized Optional<Loaded> load(Ledger ledger, Hour hour) throws IOException {
        Optional<Ledger.Recorded> recorded = ledger.read(hour);
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(load(recorded.get()));
        } catch (ObjectMismatch e) {
            // A newer revision may have come since the record was read, and the sweep after it.
            Optional<Ledger.Recorded> now = ledger.read(hour);
            boolean same = now.map(Ledger.Recorded::version).equals(recorded.map(Ledger.Recorded::version));
            if (same || now.isEmpty()) {
                throw e;
            }
            return Optional.of(load(now.get()));
        }
    }

    private Loaded load(Ledger.Recorded recorded) throws IOException {
        Hour hour = recorded.record().hour();
        HourLoad load = new HourLoad(warehouse().connection(), objects, clock);
        return asked("the load of hour " + hour, () -> load.load(recorded));
    }

    /** What the warehouse has of the hour; it is open for this look only. Empty where there is no warehouse yet, too. */
    public static Optional<Mark> mark(DuckDbSettings settings, String project, Hour hour) throws IOException {
        if (!Files.exists(settings.file())) {
            return Optional.empty();
        }
        try (DuckDb warehouse = DuckDb.openReadOnly(settings)) {
            return new Bronze(warehouse.connection()).mark(project, hour);
        } catch (SQLException e) {
            throw WarehouseFault.by("reading bronze.loads", e);
        }
    }

    /** Refreshes the models, where they do not hold every load. */
    public synchronized boolean refresh(Refresh models) throws IOException {
        boolean behind = asked("reading bronze.refreshes", () -> bronze().isAhead());
        if (behind) {
            models.refresh(warehouse());
        }
        return behind;
    }

    private Bronze bronze() throws IOException {
        return new Bronze(warehouse().connection());
    }

    private DuckDb warehouse() throws IOException {
        if (open == null) {
            open = DuckDb.open(settings);
        }
        return open;
    }

    private interface Question<T> {
        T answer() throws IOException, SQLException;
    }

    private <T> T asked(String doing, Question<T> question) throws IOException {
        try {
            return question.answer();
        } catch (SQLException e) {
            WarehouseFault fault = WarehouseFault.by(doing, e);
            abandon(fault);
            throw fault;
        } catch (RuntimeException | Error e) {
            abandon(e);
            throw e;
        }
    }

    /** A connection on which something failed is not used again: closing it takes back what was not committed. */
    private void abandon(Throwable failure) {
        try {
            close();
        } catch (WarehouseFault e) {
            failure.addSuppressed(e);
        }
    }

    /** Other processes may have the warehouse; a later load opens it again. */
    @Override
    public synchronized void close() throws WarehouseFault {
        if (open != null) {
            DuckDb was = open;
            open = null;
            was.close();
        }
    }
}
