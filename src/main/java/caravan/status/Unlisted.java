package caravan.status;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.store.StoredObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An object of our own spelling that its hour's record does not list: it counts for nothing.
 *
 * @param sweptAfter from then on the sweep takes it, unless a commit lists it before; empty: not before the hour has a record
 */
record Unlisted(StoredObject object, Fate fate, Optional<Instant> sweptAfter) {
    enum Fate {
        /** Nobody can commit it any more. */
        LEFT_OVER,
        /** Of a revision above the record's: somebody may be about to commit it, or died before. */
        BEING_WRITTEN
    }

    static List<Unlisted> of(Collection<StoredObject> objects, Optional<HourRecord> record, ObjectKeys keys) {
        return objects.stream()
                .filter(object ->
                        record.filter(there -> there.lists(object.key())).isEmpty())
                .map(object -> of(object, record, keys))
                .toList();
    }

    private static Unlisted of(StoredObject object, Optional<HourRecord> record, ObjectKeys keys) {
        int revision = keys.parse(object.key()).orElseThrow().revision();
        if (record.isEmpty()) {
            return new Unlisted(object, Fate.BEING_WRITTEN, Optional.empty());
        }
        if (revision >= record.get().next()) {
            return new Unlisted(
                    object, Fate.BEING_WRITTEN, Optional.of(object.modified().plus(Sweep.DEAD)));
        }
        Instant committed = record.get().committedAt();
        boolean mayHaveReaders = revision < record.get().revision();
        Instant after = mayHaveReaders ? committed.plus(Sweep.READERS) : committed;
        return new Unlisted(object, Fate.LEFT_OVER, Optional.of(after));
    }

    /** For people, after the object's size. */
    String fateText() {
        String swept = sweptAfter
                .map(after -> "swept after " + Figures.time(after))
                .orElse("swept once the hour has a record");
        return switch (fate) {
            case LEFT_OVER -> "left over; " + swept;
            case BEING_WRITTEN -> "being written, or its writer died; " + swept + " unless it is committed";
        };
    }

    Finding finding(Hour hour, String project) {
        Finding.Kind kind = fate == Fate.LEFT_OVER ? Finding.Kind.LEFT_OVER : Finding.Kind.BEING_WRITTEN;
        String mend = "nothing to do; where no service runs, this sweeps it then: "
                + new Command(project).sync(HourRange.of(hour));
        return new Finding(kind, hour, object.key(), "no record lists it: " + fateText(), mend);
    }
}
