package caravan.warehouse;

import caravan.config.DuckDbSettings;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The embedded warehouse: a file of this machine, which other processes may have after {@link #close}. */
public final class DuckDbWarehouse implements Warehouse {
    private final DuckDbSettings settings;
    private final ObjectLines objects;
    private final Clock clock;
    private final Refresh models;
    /** Read by each that works on the open file; written by whoever opens it, closes it or needs it alone. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private DuckDb open;
    private AtomicLong loadNumbers;

    /**
     * @param longest bytes of a line
     * @param models what a refresh brings up to date
     */
    public DuckDbWarehouse(DuckDbSettings settings, Store store, int longest, Clock clock, Refresh models) {
        this.settings = settings;
        this.objects = new ObjectLines(store, longest);
        this.clock = clock;
        this.models = models;
    }

    @Override
    public Map<Hour, Mark> marks(String project, HourRange range) throws IOException {
        return asked("reading bronze.loads", own -> new Bronze(own).marks(project, range));
    }

    @Override
    public Loaded load(Ledger.Recorded recorded) throws IOException {
        return asked(
                "the load of hour " + recorded.record().hour(),
                own -> new HourLoad(own, objects, loadNumbers, clock).load(recorded));
    }

    @Override
    public boolean doubt(String project, HourRange hours) throws IOException {
        return asked("the doubt of " + hours, own -> {
            new Bronze(own).doubt(project, hours);
            return true;
        });
    }

    @Override
    public Optional<Mark> look(String project, Hour hour) throws IOException {
        if (!Files.exists(settings.file())) {
            return Optional.empty();
        }
        try (DuckDb warehouse = DuckDb.openReadOnly(settings)) {
            return new Bronze(warehouse.connection()).mark(project, hour);
        } catch (SQLException e) {
            throw WarehouseFault.by("reading bronze.loads", e);
        }
    }

    @Override
    public boolean refresh() throws IOException {
        boolean behind = asked("reading bronze.refreshes", own -> new Bronze(own).isAhead());
        if (behind) {
            refreshModels();
        }
        return behind;
    }

    /** Alone: a load that comes in meanwhile could have a lower number than the last one that the models know. */
    private void refreshModels() throws IOException {
        use.writeLock().lock();
        try {
            openHere();
            models.refresh(open);
        } catch (RuntimeException | Error e) {
            abandon(open, e);
            throw e;
        } finally {
            use.writeLock().unlock();
        }
    }

    private interface Question<T> {
        T answer(Connection own) throws IOException, SQLException;
    }

    /** On a connection that nobody else has. */
    private <T> T asked(String doing, Question<T> question) throws IOException {
        DuckDb asked = used();
        WarehouseFault fault;
        try (Connection own = asked.another()) {
            return question.answer(own);
        } catch (SQLException e) {
            fault = WarehouseFault.by(doing, e);
        } finally {
            use.readLock().unlock();
        }
        abandon(asked, fault);
        throw fault;
    }

    /** The open warehouse, which is not closed before the read lock is given back. */
    private DuckDb used() throws IOException {
        use.readLock().lock();
        if (open != null) {
            return open;
        }
        use.readLock().unlock();
        use.writeLock().lock();
        try {
            openHere();
            use.readLock().lock();
            return open;
        } finally {
            use.writeLock().unlock();
        }
    }

    private void openHere() throws IOException {
        if (open == null) {
            DuckDb opened = DuckDb.open(settings);
            try {
                loadNumbers = new AtomicLong(new Bronze(opened.connection()).nextLoad());
            } catch (SQLException e) {
                opened.close();
                throw WarehouseFault.by("reading bronze.loads", e);
            }
            open = opened;
        }
    }

    /** DuckDB may take nothing more after a failure: a later call opens it anew. */
    private void abandon(DuckDb failed, Throwable failure) {
        use.writeLock().lock();
        try {
            if (open == failed) {
                close();
            }
        } catch (WarehouseFault e) {
            failure.addSuppressed(e);
        } finally {
            use.writeLock().unlock();
        }
    }

    @Override
    public void close() throws WarehouseFault {
        use.writeLock().lock();
        try {
            if (open != null) {
                DuckDb was = open;
                open = null;
                was.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
