package caravan.warehouse;

import java.time.Instant;

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
        Instant loadedAt) {}
