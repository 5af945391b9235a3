package caravan.status;

import caravan.failure.Journal;
import caravan.failure.PastFailure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.ledger.Sweep;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the store and the clock say of one hour.
 *
 * @param start empty: the project has never run
 * @param unlisted not known where the record cannot be read
 * @param failures that this machine remembers of the project
 * @param exportable from when on it is asked for
 * @param restated from when on it is asked for again, to see whether it changed; empty: never again, or not done
 */
public record HourCase(
        Hour hour,
        Optional<Hour> start,
        Found<HourRecord> record,
        Found<Note> note,
        List<Unlisted> unlisted,
        LastFailures failures,
        Instant exportable,
        Optional<Instant> restated,
        Instant now) {
    static HourCase read(Ledger ledger, Hour hour, Sweep sweep, ObjectKeys keys, DueHours dueHours, Journal journal)
            throws IOException {
        // Objects before the record: one that is committed in between is then listed.
        List<StoredObject> objects = sweep.objects(ledger.project(), hour.day()).getOrDefault(hour, List.of());
        Found<HourRecord> record = Found.by(() -> ledger.read(hour).map(Ledger.Recorded::record));
        return new HourCase(
                hour,
                ledger.projectObject().map(ProjectObject::start),
                record,
                Found.by(() -> ledger.note(hour)),
                record.damaged() ? List.of() : Unlisted.of(objects, record.value(), keys),
                new LastFailures(journal.of(ledger.project()), dueHours.grace()),
                hour.end().plus(dueHours.grace()),
                record.value().flatMap(there -> dueHours.nextLook(hour, written(there))),
                dueHours.now());
    }

    private static Instant written(HourRecord record) {
        return record.checkedAt() == null ? record.committedAt() : record.checkedAt();
    }

    boolean isClosed() {
        return !now.isBefore(hour.end());
    }

    boolean isExportable() {
        return !now.isBefore(exportable);
    }

    boolean isBeforeStart() {
        return start.filter(first -> hour.compareTo(first) < 0).isPresent();
    }

    Standing standing() {
        return record.damaged() ? Standing.DUE : state().standing();
    }

    /** What hindered it last, as far as this machine knows. */
    Optional<PastFailure> lastFailure() {
        return failures.last(hour, note.value());
    }

    private HourState state() {
        // The version plays no part here: nothing is cached.
        Optional<RecordFacts> facts = record.value().map(there -> RecordFacts.of(there, ""));
        return HourState.of(hour, facts, note.value(), lastFailure(), isExportable());
    }

    boolean isPutOff() {
        return note.value().filter(there -> there.putsOff(now)).isPresent();
    }

    boolean needsPerson() {
        return record.damaged() || note.damaged() || state().needsPerson();
    }
}
