package caravan.sync;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.NotedHours;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The notes of one project in a run: read once, and kept as this run writes them to the ledger. Thread-safe. */
final class Notes {
    private final Ledger ledger;
    private final DueHours dueHours;
    private final Map<Hour, Note> byHour;

    /** @param dueHours its clock says what notes call for now */
    Notes(Ledger ledger, DueHours dueHours) throws IOException {
        this.ledger = ledger;
        this.dueHours = dueHours;
        this.byHour = new TreeMap<>(ledger.notes());
    }

    synchronized Optional<Note> of(Hour hour) {
        return Optional.ofNullable(byHour.get(hour));
    }

    Instant instant() {
        return dueHours.now();
    }

    private List<Note> all() {
        return List.copyOf(byHour.values());
    }

    /** What they say to planning, now. */
    synchronized NotedHours now() {
        return NotedHours.of(byHour.values(), dueHours.now());
    }

    synchronized void write(Note note) throws IOException {
        if (ledger.write(note, of(note.hour()))) {
            byHour.put(note.hour(), note);
        } else {
            // Reopened since: the next run's business, so this one neither acts on that note nor forgets it.
            byHour.remove(note.hour());
        }
    }

    /** The hour is settled: what its note asked for is through. How much a request near it may hold stays. */
    synchronized void settle(Hour hour) throws IOException {
        Optional<Note> known = of(hour).filter(note -> note.kind() != Note.Kind.LIMIT);
        if (known.isPresent()) {
            forget(known.get());
        }
    }

    private void forget(Note known) throws IOException {
        byHour.remove(known.hour());
        ledger.forgetNote(known);
    }

    /** Where a note on requests in this cell of the grid is, or can be: the first hour that has no other. Empty where all have one. */
    private Optional<Hour> placeOfLimit(HourRange cell) {
        Optional<Hour> there = cell.hours()
                .filter(hour ->
                        of(hour).filter(note -> note.kind() == Note.Kind.LIMIT).isPresent())
                .findFirst();
        return there.or(() -> cell.hours().filter(hour -> of(hour).isEmpty()).findFirst());
    }

    /** Limits whose time is over go: larger windows are tried again. */
    synchronized void expireLimits() throws IOException {
        for (Note note : all()) {
            if (note.kind() == Note.Kind.LIMIT && !note.limits(dueHours.now())) {
                forget(note);
            }
        }
    }

    /** Notes that a window was too much, so that nobody asks for as many hours there until then. */
    synchronized void limit(Windows windows, HourRange hours, String reason, Duration until) throws IOException {
        int half = hours.count() - hours.count() / 2;
        Instant now = dueHours.now();
        Optional<Hour> place = placeOfLimit(windows.cell(hours.first()));
        if (place.isPresent()) {
            write(Note.limit(ledger.project(), place.get(), half, reason, now, now.plus(until)));
        }
    }

    /** Whether a note asks for this hour although it may have a record. */
    boolean calls(Hour hour) {
        return of(hour).filter(note -> note.calls(dueHours.now())).isPresent();
    }

    boolean reopens(Hour hour) {
        return of(hour).filter(note -> note.kind() == Note.Kind.REOPENED).isPresent();
    }

    /** Since when notes ask for one of these hours anew. */
    synchronized Stream<Instant> calledAt(HourRange hours) {
        return all().stream()
                .filter(note -> hours.contains(note.hour()) && note.calls(dueHours.now()))
                .map(note -> note.nextTry() == null ? note.since() : note.nextTry());
    }

    synchronized HourSet reopened() {
        return hours(note -> note.kind() == Note.Kind.REOPENED);
    }

    /** The hours that stay as they are until a person has acted, asked for again now or not. */
    synchronized HourSet person() {
        return hours(note -> note.kind() == Note.Kind.OVERSIZE || Findings.isCertain(note));
    }

    private HourSet hours(Predicate<Note> which) {
        return HourSet.of(all().stream().filter(which).map(Note::hour).toList());
    }

    /** The notes for a person that keep their hours from being asked for now. */
    synchronized Stream<Note> putOff() {
        return all().stream()
                .filter(note -> note.kind() == Note.Kind.OVERSIZE || note.kind() == Note.Kind.CORRUPT)
                .filter(note -> note.putsOff(dueHours.now()));
    }
}
