package caravan.status;

import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.ProjectObject;
import caravan.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what a ledger says of a range of hours: listings since the project's start, notes once, and those records of the range
 * that the cache does not know. Writes nothing to the store.
 *
 * @param dueHours says which hours are exportable
 * @param journal what failed lately on this machine
 */
public record StatusReading(RecordReading records, DueHours dueHours, Journal journal) {
    public List<ProjectStatus> of(Collection<Ledger> ledgers, HourRange range) throws IOException {
        List<ProjectStatus> statuses = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            statuses.add(of(ledger, range));
        }
        return statuses;
    }

    /** A project without a project object has never run; that is an answer, not an error. */
    public ProjectStatus of(Ledger ledger, HourRange range) throws IOException {
        Optional<ProjectObject> project = ledger.projectObject();
        if (project.isEmpty()) {
            return ProjectStatus.neverRun(ledger.project());
        }
        Hour start = project.get().start();
        Optional<HourRange> known = range.last().compareTo(start) < 0
                ? Optional.empty()
                : range.intersect(new HourRange(start, range.last()));
        TreeMap<Hour, StoredObject> listed = ledger.recorded(sinceStart(start, range));
        Map<Hour, Note> notes = ledger.notes();
        List<HourState> hours = known.isEmpty() ? List.of() : hours(ledger, known.get(), listed, notes);
        HourSet done = HourSet.of(listed.keySet());
        notes.values().stream().filter(StatusReading::reopens).map(Note::hour).forEach(done::remove);
        hours.stream()
                .filter(hour -> hour.standing() == Standing.DUE)
                .map(HourState::hour)
                .forEach(done::remove);
        return new ProjectStatus(ledger.project(), Optional.of(start), through(start, done), hours);
    }

    /** Up to now, and up to the end of the range: an hour's record may be there although our clock says that it has not closed. */
    private HourRange sinceStart(Hour start, HourRange range) {
        Hour now = Hour.of(dueHours.now());
        Hour last = now.compareTo(range.last()) > 0 ? now : range.last();
        return new HourRange(start, last.compareTo(start) > 0 ? last : start);
    }

    private List<HourState> hours(
            Ledger ledger, HourRange range, TreeMap<Hour, StoredObject> listed, Map<Hour, Note> notes)
            throws IOException {
        Map<Hour, StoredObject> inRange = listed.subMap(range.first(), true, range.last(), true);
        Map<Hour, RecordFacts> facts = records.of(ledger, inRange);
        Optional<HourRange> exportable = dueHours.closed(range.first());
        LastFailures failures = new LastFailures(journal.of(ledger.project()), dueHours.grace());
        return range.hours()
                .map(hour -> inRange.containsKey(hour) && !facts.containsKey(hour)
                        ? HourState.unreadable(hour)
                        : HourState.of(
                                hour,
                                Optional.ofNullable(facts.get(hour)),
                                Optional.ofNullable(notes.get(hour)),
                                failures.last(hour, Optional.ofNullable(notes.get(hour))),
                                exportable
                                        .filter(closed -> closed.contains(hour))
                                        .isPresent()))
                .toList();
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
