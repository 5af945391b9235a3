package caravan.warehouse;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.store.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The loads of this process: what a warehouse lacks of a ledger, and how an hour of it comes in. By several threads at once. */
public final class Loads implements AutoCloseable {
    private final Warehouse warehouse;

    public Loads(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The committed hours of the range that the warehouse lacks, or has of another version of their record: by subtraction, oldest
     * first.
     */
    public List<Hour> missing(Ledger ledger, HourRange range) throws IOException {
        TreeMap<Hour, StoredObject> recorded = ledger.recorded(range);
        Map<Hour, Mark> marks = warehouse.marks(ledger.project(), range);
        return recorded.entrySet().stream()
                .filter(hour -> !Optional.ofNullable(marks.get(hour.getKey()))
                        .map(Mark::recordVersion)
                        .equals(Optional.of(hour.getValue().version())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Brings the hour in as its record says now; empty where it has none. */
    public Optional<Loaded> load(Ledger ledger, Hour hour) throws IOException {
        Optional<Ledger.Recorded> recorded = ledger.read(hour);
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(warehouse.load(recorded.get()));
        } catch (ObjectMismatch e) {
            // A newer revision may have come since the record was read, and the sweep after it.
            Optional<Ledger.Recorded> now = ledger.read(hour);
            boolean same = now.map(Ledger.Recorded::version).equals(recorded.map(Ledger.Recorded::version));
            if (same || now.isEmpty()) {
                throw e;
            }
            return Optional.of(warehouse.load(now.get()));
        }
    }

    /** See {@link Warehouse#doubt}. */
    public boolean doubt(String project, HourRange hours) throws IOException {
        return warehouse.doubt(project, hours);
    }

    /** Refreshes the models, where they do not hold every load. */
    public boolean refresh() throws IOException {
        return warehouse.refresh();
    }

    /** Other processes may have the warehouse; a later load opens it again. */
    @Override
    public void close() throws IOException {
        warehouse.close();
    }
}
