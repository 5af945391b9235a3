package caravan.warehouse;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds nothing. Hours are loaded into it, but for those that it was told to fail at. */
public final class TroubledWarehouse implements Warehouse {
    /** In the order in which they were tried. */
    public final List<Hour> tried = new CopyOnWriteArrayList<>();

    private final Map<Hour, Exception> troubles = new ConcurrentHashMap<>();
    private Runnable atEach = () -> {};

    public static WarehouseFault outOfMemory() {
        return WarehouseFault.by("the load", new SQLException("Out of Memory Error: failed to allocate"));
    }

    public static WarehouseFault fullDisk() {
        return WarehouseFault.by("the load", new SQLException("IO Error: No space left on device"));
    }

    /** @param trouble an {@link IOException}, or what nobody expects */
    public TroubledWarehouse failingAt(Hour hour, Exception trouble) {
        troubles.put(hour, trouble);
        return this;
    }

    /** Before each hour. */
    public TroubledWarehouse doing(Runnable before) {
        atEach = before;
        return this;
    }

    @Override
    public Loaded load(Ledger.Recorded recorded) throws IOException {
        Hour hour = recorded.record().hour();
        tried.add(hour);
        atEach.run();
        Exception trouble = troubles.get(hour);
        if (trouble instanceof IOException fault) {
            throw fault;
        }
        if (trouble instanceof RuntimeException fault) {
            throw fault;
        }
        return new Loaded(recorded.record(), true, Duration.ZERO);
    }

    @Override
    public Map<Hour, Mark> marks(String project, HourRange range) {
        return Map.of();
    }

    @Override
    public Optional<Mark> look(String project, Hour hour) {
        return Optional.empty();
    }

    @Override
    public boolean refresh() {
        return true;
    }

    @Override
    public void close() {}
}
