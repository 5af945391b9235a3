package caravan.warehouse;

import caravan.ledger.HourRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the warehouse has of one hour: a row of {@code bronze.loads}, written with the hour's rows or not at all.
 *
 * @param recordVersion the store's version of the record that was looked at last: another one calls for another look
 */
public record Mark(
        int revision,
        long loadNumber,
        long events,
        long rejected,
        String recordVersion,
        Instant committedAt,
        Instant loadedAt) {
    /**
     * Whether what is there is the record's, or newer. One revision is committed once: where its time is another, or an older revision
     * was committed after a newer one, the record is of a store that was filled anew, and it is what counts.
     */
    public boolean holds(HourRecord record) {
        Instant committed = record.committedAt().truncatedTo(ChronoUnit.MICROS);
        return revision == record.revision()
                ? committed.equals(committedAt)
                : revision > record.revision() && !committed.isAfter(committedAt);
    }
}
