package caravan.status;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.ledger.Note;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of a project's ledger: enough to say at any later moment how its hours stand, without asking the store again.
 *
 * @param recorded hours since the start that have a record
 * @param facts of records, for the hours that are asked for; one that is recorded and has none cannot be read
 * @param notes of all hours
 */
public record LedgerFacts(
        String project, Hour start, HourSet recorded, Map<Hour, RecordFacts> facts, Map<Hour, Note> notes) {
    /** @param range of hours whose facts were read */
    public ProjectStatus status(HourRange range, DueHours dueHours, LastFailures failures) {
        List<HourState> hours = range.last().compareTo(start) < 0
                ? List.of()
                : hours(range.intersect(new HourRange(start, range.last())).orElseThrow(), dueHours, failures);
        HourSet done = recorded.copy();
        notes.values().stream().filter(LedgerFacts::reopens).map(Note::hour).forEach(done::remove);
        hours.stream()
                .filter(hour -> hour.standing() == Standing.DUE)
                .map(HourState::hour)
                .forEach(done::remove);
        return new ProjectStatus(project, Optional.of(start), through(start, done), hours);
    }

    private List<HourState> hours(HourRange range, DueHours dueHours, LastFailures failures) {
        Optional<HourRange> exportable = dueHours.closed(range.first());
        return range.hours()
                .map(hour -> state(
                        hour, exportable.filter(closed -> closed.contains(hour)).isPresent(), failures))
                .toList();
    }

    private HourState state(Hour hour, boolean exportable, LastFailures failures) {
        Optional<RecordFacts> record = Optional.ofNullable(facts.get(hour));
        Optional<Note> note = Optional.ofNullable(notes.get(hour));
        if (recorded.contains(hour) && record.isEmpty()) {
            return HourState.unreadable(hour);
        }
        // What failed says nothing of an hour that is done; there may be years of those.
        boolean done = record.isPresent() && note.isEmpty();
        return HourState.of(hour, record, note, done ? Optional.empty() : failures.last(hour, note), exportable);
    }

    private static boolean reopens(Note note) {
        return note.kind() == Note.Kind.REOPENED;
    }

    private static Optional<Hour> through(Hour start, HourSet done) {
        Hour next = start;
        while (done.contains(next)) {
            next = next.plus(1);
        }
        return next.equals(start) ? Optional.empty() : Optional.of(next.plus(-1));
    }
}
