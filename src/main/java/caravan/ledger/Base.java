package caravan.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a writer read of an hour before it put anything: the base on which alone it may commit.
 *
 * @param former the record that was there; empty where none
 * @param version the record's version; empty where none
 * @param began when this writer began, by our clock
 */
public record Base(Optional<HourRecord> former, Optional<String> version, Instant began) {
    static Base of(Optional<Ledger.Recorded> found, Instant began) {
        return new Base(found.map(Ledger.Recorded::record), found.map(Ledger.Recorded::version), began);
    }

    /** The revision that this writer lands: the least that may be committed on what it read, or 0. */
    public int revision() {
        return former.map(HourRecord::next).orElse(0);
    }
}
