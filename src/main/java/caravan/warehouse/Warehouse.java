package caravan.warehouse;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where committed hours are loaded. It is opened by the first call that needs it, and stays open until {@link #close}; a later call
 * opens it again. By several threads at once.
 */
public interface Warehouse extends AutoCloseable {
    /** Of a project's loaded hours in the range. */
    Map<Hour, Mark> marks(String project, HourRange range) throws IOException;

    /**
     * Brings one hour in, whole and with its mark, in place of another revision of it; nothing where its {@link Mark} holds the record.
     * A failure or a kill leaves what was there.
     *
     * @param recorded as it was read from the store
     * @throws ObjectMismatch where an object is not what the record says
     * @throws WarehouseFault where the warehouse cannot do it
     * @throws WarehouseHeld where another process has it
     */
    Loaded load(Ledger.Recorded recorded) throws IOException;

    /**
     * What it has of these hours is not believed any more: the next load of each brings it in again, whole, in place of what is
     * there; until then it stays, and the hours count as missing.
     *
     * @return false where this warehouse cannot, and nothing has changed
     */
    default boolean doubt(String project, HourRange hours) throws IOException {
        return false;
    }

    /** What it has of the hour. For one look: nothing is made, and nothing stays open. */
    Optional<Mark> look(String project, Hour hour) throws IOException;

    /** Brings the models up to what bronze holds; false where they hold every load. */
    boolean refresh() throws IOException;

    @Override
    void close() throws IOException;
}
