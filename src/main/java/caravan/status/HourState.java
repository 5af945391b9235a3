package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.Note;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One hour at one instant.
 *
 * @param record what its record says, also where a reopened hour is due; empty where it has none that can be read
 * @param kind of its note, or {@link #UNREADABLE}
 * @param reason why it is due, or what its note says; always there for a due hour
 * @param nextTry before then nobody asks for it by itself
 */
public record HourState(
        Hour hour,
        Standing standing,
        Optional<RecordFacts> record,
        Optional<String> kind,
        Optional<String> reason,
        Optional<Instant> nextTry) {
    /** The kind of an hour whose record does not hold what Caravan writes there. */
    public static final String UNREADABLE = "unreadable";

    private static final String NO_NOTE = "no record yet; the next sync asks for it";
    private static final String DAMAGED =
            "its record cannot be read; nobody asks for this hour until a person has looked at it";
    private static final Set<String> FOR_A_PERSON = Set.of(
            UNREADABLE, Note.Kind.OVERSIZE.toString(), Note.Kind.CORRUPT.toString(), Note.Kind.SUSPECT.toString());

    static HourState unreadable(Hour hour) {
        return new HourState(
                hour, Standing.DUE, Optional.empty(), Optional.of(UNREADABLE), Optional.of(DAMAGED), Optional.empty());
    }

    /** @param exportable whether its grace is over */
    static HourState of(Hour hour, Optional<RecordFacts> record, Optional<Note> note, boolean exportable) {
        // How much a request may hold says nothing of this hour.
        Optional<Note> told = note.filter(there -> there.kind() != Note.Kind.LIMIT);
        Standing standing = standing(record, told, exportable);
        Optional<String> reason = told.map(Note::reason);
        return new HourState(
                hour,
                standing,
                record,
                told.map(there -> there.kind().toString()),
                standing == Standing.DUE ? reason.or(() -> Optional.of(NO_NOTE)) : reason,
                told.map(Note::nextTry));
    }

    private static Standing standing(Optional<RecordFacts> record, Optional<Note> note, boolean exportable) {
        boolean reopened =
                note.filter(there -> there.kind() == Note.Kind.REOPENED).isPresent();
        if (record.isPresent() && !reopened) {
            return switch (record.get().state()) {
                case LANDED -> Standing.LANDED;
                case EMPTY -> Standing.EMPTY;
            };
        }
        return exportable ? Standing.DUE : Standing.NOT_YET;
    }

    /** Whether it stays due until somebody acts. */
    public boolean needsPerson() {
        return standing == Standing.DUE && kind.filter(FOR_A_PERSON::contains).isPresent();
    }

    public long events() {
        return record.map(RecordFacts::events).orElse(0L);
    }

    public long bytes() {
        return record.map(RecordFacts::bytes).orElse(0L);
    }
}
