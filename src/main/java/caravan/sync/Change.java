package caravan.sync;

import caravan.ledger.ChangeLine;
import caravan.ledger.ChangeLine.Pair;
import caravan.ledger.HourRecord;
import java.time.temporal.ChronoUnit;

/**
 * An hour whose record was replaced by one that says something else.
 *
 * @param types what is to be said of the event types; plain ASCII
 */
record Change(HourRecord former, HourRecord present, String types) {
    /** For the change log: plain ASCII, for no store says what else a text file is written in. */
    String line() {
        return new ChangeLine(
                        present.committedAt().truncatedTo(ChronoUnit.SECONDS),
                        present.hour(),
                        new Pair(former.revision(), present.revision()),
                        new Pair(former.events(), present.events()),
                        new Pair(former.bytes(), present.bytes()),
                        types)
                .toString();
    }
}
