package caravan.warehouse;

import caravan.ledger.HourRecord;
import java.time.Duration;

/**
 * What came of an hour.
 *
 * @param isNew false: its mark says that this revision, or a newer one, is there
 * @param took 0 where it is not new
 */
public record Loaded(HourRecord record, boolean isNew, Duration took) {}
