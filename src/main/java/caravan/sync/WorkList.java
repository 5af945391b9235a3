package caravan.sync;

import caravan.archive.Archive;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.NotedHours;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one project still has to ask for in one run: a subtraction, done anew before each window on the clock of that moment.
 * Not thread-safe.
 */
final class WorkList {
    private final Ledger ledger;
    private final Notes notes;
    private final DueHours dueHours;
    private final Windows windows;
    private final Hour start;
    private final Optional<HourRange> asked;
    private final HourSet done;
    private final Restating restating;
    private final HourSet taken = new HourSet();
    private final Precedence precedence = new Precedence();

    /** @param asked the run's range; empty: every hour */
    WorkList(Ledger ledger, Notes notes, DueHours dueHours, Windows windows, Hour start, Optional<HourRange> asked)
            throws IOException {
        this.ledger = ledger;
        this.notes = notes;
        this.dueHours = dueHours;
        this.windows = windows;
        this.start = start;
        this.asked = asked;
        Optional<HourRange> closed = closed();
        TreeMap<Hour, StoredObject> recorded = closed.isEmpty() ? new TreeMap<>() : ledger.recorded(closed.get());
        this.done = HourSet.of(recorded.keySet());
        this.restating = new Restating(dueHours, recorded);
    }

    /** Closed hours since the start; empty where none has closed. */
    Optional<HourRange> closed() {
        return dueHours.closed(start);
    }

    /** The closed hours that the run is about. */
    private Optional<HourRange> wanted() {
        return asked.isPresent() ? closed().flatMap(asked.get()::intersect) : closed();
    }

    boolean isWanted(Hour hour) {
        return windows.isOurs(hour)
                && wanted().filter(range -> range.contains(hour)).isPresent();
    }

    /** Hours of the run's range that are not exportable yet. */
    int notClosed() {
        Hour open = closed().map(range -> range.last().plus(1)).orElse(start);
        return asked.filter(range -> open.compareTo(range.last()) <= 0)
                .flatMap(range -> range.intersect(new HourRange(open, range.last())))
                .map(range -> windows.ours(HourSet.of(range)).count())
                .orElse(0);
    }

    /** The hours that this run has asked for, or tried to. */
    HourSet taken() {
        return taken.copy();
    }

    /** The hours that have a record. */
    HourSet done() {
        return done.copy();
    }

    boolean isDone(Hour hour) {
        return done.contains(hour);
    }

    void done(Hour hour) {
        done.add(hour);
        restating.settled(hour);
    }

    /** Whether any of these hours still has no record. */
    boolean lacks(HourRange hours) {
        return !HourSet.of(hours).removeAll(done).isEmpty();
    }

    /** What is due now and nobody in this run has taken yet. */
    HourSet due() {
        return wanted().map(range -> windows.ours(due(range)).removeAll(taken)).orElseGet(HourSet::new);
    }

    private HourSet due(HourRange range) {
        NotedHours noted = notes.now();
        return dueHours.of(range, done, noted.called(), noted.putOff());
    }

    /** What is done and only to be restated, and nobody in this run has taken yet. */
    HourSet restated() {
        return wanted().map(range -> windows.ours(restated(range)).removeAll(taken))
                .orElseGet(HourSet::new);
    }

    private HourSet restated(HourRange range) {
        NotedHours noted = notes.now();
        return restating
                .hours()
                .removeAll(noted.called())
                .removeAll(noted.putOff())
                .retain(range);
    }

    /** Whether the hour was taken only to restate it, on this version of its record. */
    boolean restates(Hour hour, Optional<String> version) {
        return restating.isOn(hour, version);
    }

    /** When the youngest of the window's restated hours was to be asked for. */
    Optional<Instant> restatedSince(HourRange window) {
        return restating.since(window);
    }

    /** Hours of the run that have no record as the ledger stands now, put off or not; and those that a note still calls for. */
    HourSet left() throws IOException {
        Optional<HourRange> wanted = wanted();
        return wanted.isEmpty()
                ? new HourSet()
                : windows.ours(HourSet.of(wanted.get())
                        .removeAll(ledger.done(wanted.get()))
                        .addAll(called(wanted.get())));
    }

    private HourSet called(HourRange window) {
        return notes.now().called().retain(window);
    }

    /** The next window, planned now: what another process has committed in the meantime is left out. */
    Optional<HourRange> take() throws IOException {
        while (true) {
            Optional<HourRange> window = newest();
            if (window.isEmpty()) {
                return window;
            }
            TreeMap<Hour, StoredObject> recorded = ledger.recorded(window.get());
            HourSet others = HourSet.of(recorded.keySet())
                    .removeAll(called(window.get()))
                    .removeAll(restating.take(window.get(), recorded));
            if (others.isEmpty()) {
                take(window.get());
                return window;
            }
            done.addAll(others);
        }
    }

    private void take(HourRange window) {
        taken.addAll(HourSet.of(window));
        precedence.taken(window);
    }

    /** What is to be taken first, as far as it is still due; then the newest window of the grid; then what is only restated. */
    private Optional<HourRange> newest() {
        Windows limited = windows.limited(notes.now().limits());
        return precedence
                .window(hours -> due(hours).addAll(restated(hours)))
                .or(() -> limited.newest(due()))
                .or(() -> limited.newest(restated()));
    }

    /** Takes these hours first, as far as they are due: their archives lie in the spool, and leave it when they are landed. */
    void first(List<HourRange> spooled) {
        spooled.forEach(range -> first(due().retain(range)));
    }

    /** After those, what is only restated and has its answer in one of these archives. */
    void firstRestated(List<Archive> spooled) {
        spooled.forEach(archive -> first(restating.answered(archive, restated())));
    }

    private void first(HourSet hours) {
        windows.of(hours).forEach(window -> {
            precedence.add(window);
            taken.addAll(HourSet.of(window));
        });
    }

    /** Halves a window that was too much; both halves are taken next, as far as they are due. */
    void halve(HourRange hours) {
        precedence.halve(hours);
    }
}
