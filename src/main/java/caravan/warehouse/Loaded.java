package caravan.warehouse;

import caravan.ledger.HourRecord;
import java.time.Duration;

/**
 * What came of an hour.
 *
 * @param isNew false: its mark says that this revision, or a newer one, is there; or it is not there yet
 * @param isPending it comes in by itself, and a later load of it writes its mark
 * @param took 0 where it is not new
 */
public record Loaded(HourRecord record, boolean isNew, boolean isPending, Duration took) {
    public Loaded(HourRecord record, boolean isNew, Duration took) {
        this(record, isNew, false, took);
    }

    /** The warehouse was told of its files, and is at them. */
    public static Loaded pending(HourRecord record) {
        return new Loaded(record, false, true, Duration.ZERO);
    }
}
