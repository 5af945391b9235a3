package caravan.status;

import caravan.failure.PastFailure;
import caravan.hour.Hour;
import caravan.ledger.Note;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One hour at one instant.
 *
 * @param record what its record says, also where a reopened hour is due; empty where it has none that can be read
 * @param kind of its note, or of what failed last, or {@link #UNREADABLE}
 * @param reason why it is due, or what its note says; always there for a due hour
 * @param nextTry before then nobody asks for it by itself
 * @param person whether it stays as it is until somebody acts
 */
public record HourState(
        Hour hour,
        Standing standing,
        Optional<RecordFacts> record,
        Optional<String> kind,
        Optional<String> reason,
        Optional<Instant> nextTry,
        boolean person) {
    /** The kind of an hour whose record does not hold what Caravan writes there. */
    public static final String UNREADABLE = "unreadable";

    private static final String NO_NOTE = "no record yet; the next sync asks for it";
    private static final String DAMAGED =
            "its record cannot be read; nobody asks for this hour until a person has looked at it";
    private static final Set<Note.Kind> FOR_A_PERSON = Set.of(Note.Kind.OVERSIZE, Note.Kind.CORRUPT, Note.Kind.SUSPECT);

    static HourState unreadable(Hour hour) {
        return new HourState(
                hour,
                Standing.DUE,
                Optional.empty(),
                Optional.of(UNREADABLE),
                Optional.of(DAMAGED),
                Optional.empty(),
                true);
    }

    /**
     * @param failed what hindered it last, as far as this machine knows
     * @param exportable whether its grace is over
     */
    static HourState of(
            Hour hour,
            Optional<RecordFacts> record,
            Optional<Note> note,
            Optional<PastFailure> failed,
            boolean exportable) {
        // How much a request may hold says nothing of this hour.
        Optional<Note> told = note.filter(there -> there.kind() != Note.Kind.LIMIT);
        Standing standing = standing(record, told, exportable);
        Optional<PastFailure> failure = failed.filter(there -> standing == Standing.DUE);
        boolean person =
                told.filter(there -> FOR_A_PERSON.contains(there.kind())).isPresent()
                        || failure.flatMap(PastFailure::person).isPresent();
        return new HourState(
                hour,
                standing,
                record,
                told.map(there -> there.kind().toString()).or(() -> failure.map(PastFailure::kind)),
                reason(hour, standing, told, failure),
                told.map(Note::nextTry),
                person);
    }

    private static Optional<String> reason(
            Hour hour, Standing standing, Optional<Note> note, Optional<PastFailure> failure) {
        Optional<String> noted = note.map(Note::reason);
        if (standing != Standing.DUE
                || note.filter(there -> FOR_A_PERSON.contains(there.kind())).isPresent()) {
            return noted;
        }
        Optional<String> failed = failure.map(there -> FailureText.reason(there, hour));
        return noted.isPresent() && failed.isPresent()
                ? Optional.of(noted.get() + "; since then: " + failed.get())
                : noted.or(() -> failed).or(() -> Optional.of(NO_NOTE));
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
        return standing == Standing.DUE && person;
    }

    /** Whether it is done, and somebody should look at it all the same. */
    public boolean isSuspect() {
        return (standing == Standing.LANDED || standing == Standing.EMPTY) && person;
    }

    /** Whether more is known of it than that it is due. */
    boolean hasCause() {
        return kind.isPresent();
    }

    public long events() {
        return record.map(RecordFacts::events).orElse(0L);
    }

    public long bytes() {
        return record.map(RecordFacts::bytes).orElse(0L);
    }
}
