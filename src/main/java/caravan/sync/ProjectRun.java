package caravan.sync;

import caravan.config.Project;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.NotedHours;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One project in one run: its work list, taken window by window by a few workers. Before each window it plans again on the
 * clock of that moment, so that a long backfill never starves the newest hours. Thread-safe.
 */
public final class ProjectRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectRun.class);

    /** So many requests in a row that found the source away end the project's share of the run: a storm costs a few requests, not one an hour. */
    private static final int AWAY = 2;

    private final Run run;
    private final Project project;
    private final Ledger ledger;
    private final DueHours dueHours;
    private final Windows windows;
    private final Hour start;
    private final HourSet done;
    private final Map<Hour, Note> notes;
    private final HourSet taken = new HourSet();
    private final Deque<HourRange> next = new ArrayDeque<>();
    private boolean stopped;
    private int away;

    ProjectRun(Run run, Project project, Ledger ledger, DueHours dueHours, Windows windows, Hour start)
            throws IOException {
        this.run = run;
        this.project = project;
        this.ledger = ledger;
        this.dueHours = dueHours;
        this.windows = windows;
        this.start = start;
        Optional<HourRange> closed = dueHours.closed(start);
        this.done = closed.isEmpty() ? new HourSet() : ledger.done(closed.get());
        this.notes = new HashMap<>(ledger.notes());
    }

    public Run run() {
        return run;
    }

    public Project project() {
        return project;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Closed hours since the start; empty where none has closed. */
    public Optional<HourRange> closed() {
        return dueHours.closed(start);
    }

    /** As many as requests may run at once; each takes windows until there is none. */
    public List<Worker> workers(int downloads) {
        return IntStream.range(0, downloads)
                .mapToObj(number -> new Worker(this))
                .toList();
    }

    /** The hours that this run has asked for, or tried to. */
    synchronized HourSet taken() {
        return taken.copy();
    }

    /** Whether any of these hours still has no record. */
    synchronized boolean lacks(HourRange hours) {
        return !HourSet.of(hours).removeAll(done).isEmpty();
    }

    /** Whether a note asks for this hour although it may have a record. */
    synchronized boolean calls(Hour hour) {
        return note(hour).filter(note -> note.calls(dueHours.now())).isPresent();
    }

    /** Since when a note asks for one of these hours anew: an older archive has no answer to that. Empty where none does. */
    synchronized Optional<Instant> calledAt(HourRange hours) {
        return notes.values().stream()
                .filter(note -> hours.contains(note.hour()) && note.calls(dueHours.now()))
                .map(note -> note.nextTry() == null ? note.since() : note.nextTry())
                .max(Comparator.naturalOrder());
    }

    private Optional<HourRange> wanted() {
        return run.range().isPresent() ? closed().flatMap(run.range().get()::intersect) : closed();
    }

    /** Hours of the run's range that are not exportable yet. */
    int notClosed() {
        return run.range()
                .map(range -> (int) Math.max(
                        0,
                        Math.min(
                                range.count(),
                                range.last().number()
                                        - closed().map(HourRange::last)
                                                .orElse(start.plus(-1))
                                                .number())))
                .orElse(0);
    }

    /** The notes for a person that keep hours without a record from being asked for now. */
    synchronized List<Note> putOff() {
        Instant now = dueHours.now();
        return notes.values().stream()
                .filter(note -> note.kind() == Note.Kind.OVERSIZE || note.kind() == Note.Kind.CORRUPT)
                .filter(note -> note.putsOff(now) && !done.contains(note.hour()))
                .filter(note ->
                        wanted().filter(range -> range.contains(note.hour())).isPresent())
                .toList();
    }

    /** Hours that the run wants and that have no record as the ledger stands now, put off or not; and those that a note still calls for. */
    int stillDue() throws IOException {
        Optional<HourRange> wanted = wanted();
        if (wanted.isEmpty()) {
            return 0;
        }
        HourSet recorded = ledger.done(wanted.get());
        synchronized (this) {
            return HourSet.of(wanted.get())
                    .removeAll(recorded)
                    .addAll(called(wanted.get()))
                    .count();
        }
    }

    /** What is due now and nobody in this run has taken yet. */
    public synchronized HourSet due() {
        Optional<HourRange> wanted = wanted();
        if (wanted.isEmpty()) {
            return new HourSet();
        }
        NotedHours noted = NotedHours.of(notes, dueHours.now());
        return dueHours.of(wanted.get(), done, noted.called(), noted.putOff()).removeAll(taken);
    }

    /** The next window, planned now: what another process has committed in the meantime is left out. */
    synchronized Optional<HourRange> take() throws IOException {
        while (!stopped) {
            HourRange first = next.poll();
            if (first != null) {
                return Optional.of(first);
            }
            HourSet due = due();
            Optional<HourRange> window = windows.newest(due);
            if (window.isEmpty()) {
                return window;
            }
            HourSet others = ledger.done(window.get()).removeAll(called(window.get()));
            if (others.isEmpty()) {
                taken.addAll(HourSet.of(window.get()));
                return window;
            }
            done.addAll(others);
        }
        return Optional.empty();
    }

    private HourSet called(HourRange window) {
        return NotedHours.of(notes, dueHours.now()).called().retain(window);
    }

    synchronized Optional<Note> note(Hour hour) {
        return Optional.ofNullable(notes.get(hour));
    }

    synchronized void noted(Note note) throws IOException {
        ledger.write(note);
        notes.put(note.hour(), note);
    }

    /** The hour is done for now; a note on it stays. */
    synchronized void doneForNow(Hour hour) {
        done.add(hour);
        away = 0;
    }

    /** Notes that Amplitude will not give this hour alone; one that is known keeps its beginning and counts its tries. */
    synchronized void oversize(Hour hour, String cause, Instant now, Instant next) throws IOException {
        Note known = notes.get(hour);
        noted(
                known != null && known.kind() == Note.Kind.OVERSIZE
                        ? known.again(next)
                        : Note.of(project.name(), hour, Note.Kind.OVERSIZE, cause, now, next));
    }

    /** The source is there: whatever it said, the count of requests that found it away begins anew. */
    synchronized void answered(int status) {
        if (status < 500 && status != 429) {
            away = 0;
        }
    }

    /** The hour is done, and a note on it of no more use. */
    synchronized void settled(Hour hour) throws IOException {
        doneForNow(hour);
        if (notes.remove(hour) != null) {
            ledger.forgetNote(hour);
        }
    }

    /** Takes these hours first, as far as they are due: their archives lie in the spool, and leave it when they are landed. */
    synchronized void first(List<HourRange> spooled) {
        for (HourRange range : spooled) {
            List<HourRange> due = windows.of(due().retain(range));
            due.forEach(window -> {
                next.add(window);
                taken.addAll(HourSet.of(window));
            });
        }
    }

    /** Halves a window that was too large; both halves are taken next. */
    synchronized void halve(HourRange hours) {
        Hour middle = hours.first().plus(hours.count() / 2);
        next.push(new HourRange(hours.first(), middle.plus(-1)));
        next.push(new HourRange(middle, hours.last()));
    }

    /** Ends this project's share of the run where going on cannot help; other projects go on. */
    synchronized void after(Failure failure) {
        boolean hopeless =
                switch (failure.kind()) {
                    case REFUSED, STORE_AWAY, STORE_REFUSED, DISK, SPOOL_FULL, LEDGER -> true;
                    case SOURCE_AWAY -> ++away >= AWAY;
                    case OVERSIZE, TOO_LARGE, CORRUPT, BUG -> false;
                };
        if (hopeless && !stopped) {
            stopped = true;
            LOG.warn(
                    "project={} run={} stops for this run; {} more due hours are not asked for",
                    project.name(),
                    run.id(),
                    due().count());
        }
    }

    /** No further window is taken. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized boolean isStopped() {
        return stopped;
    }
}
