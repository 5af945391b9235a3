package caravan.sync;

import caravan.landing.Digest;
import caravan.ledger.HourRecord;

/** What the entries of a restated hour say, summed up before anything is put. Thread-safe. */
final class Comparison {
    private final int entries;
    private int read;
    private Digest digest = Digest.NONE;

    /** @param entries of the hour: nothing is told before all are read */
    Comparison(int entries) {
        this.entries = entries;
    }

    synchronized void add(Digest lines) {
        read++;
        digest = digest.plus(lines);
    }

    synchronized boolean isWhole() {
        return read == entries;
    }

    /** Whether the export holds the lines of the record, in whatever order and files. */
    synchronized boolean isUnchanged(HourRecord record) {
        return isWhole() && digest.toString().equals(record.digest());
    }
}
