package caravan.sync;

import caravan.archive.Archive;
import caravan.config.Project;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One project in one run: its work list, taken window by window by a few workers, and its notes. Before each window it plans
 * again, so that a long backfill never starves the newest hours. Thread-safe.
 */
public final class ProjectRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectRun.class);

    private final Run run;
    private final Project project;
    private final Ledger ledger;
    private final Windows windows;
    private final Notes notes;
    private final WorkList work;
    private final Patience patience = new Patience();
    private volatile boolean probe;
    private final HourSet emptied = new HourSet();
    private HourSet unloaded = new HourSet();
    private final HourSet loaded = new HourSet();
    private volatile Reloading reloading;
    private final Watch watch;
    private final Hour start;

    /** With nobody who looks on. */
    ProjectRun(Run run, Project project, Ledger ledger, DueHours dueHours, Windows windows, Hour start)
            throws IOException {
        this(run, project, ledger, dueHours, windows, start, Watch.NONE);
    }

    ProjectRun(Run run, Project project, Ledger ledger, DueHours dueHours, Windows windows, Hour start, Watch watch)
            throws IOException {
        this.watch = watch;
        this.start = start;
        this.run = run;
        this.project = project;
        this.ledger = ledger;
        this.windows = windows;
        this.notes = new Notes(ledger, dueHours);
        this.work = new WorkList(ledger, notes, dueHours, windows, start, run.range());
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

    /** From now on it takes kept archives, as this plan says, and no window of the work list. */
    void reloads(Reloading plan) {
        reloading = plan;
    }

    /** Present in a reload, once it is planned. */
    Optional<Reloading> reloading() {
        return Optional.ofNullable(reloading);
    }

    Notes notes() {
        return notes;
    }

    Watch watch() {
        return watch;
    }

    Instant now() {
        return notes.instant();
    }

    /** As far as this run knows. */
    synchronized Outlook outlook() {
        return new Outlook(project.name(), start, work.done(), notes.reopened(), notes.person());
    }

    /** Closed hours since the start; empty where none has closed. */
    public Optional<HourRange> closed() {
        return work.closed();
    }

    /** As many as requests may run at once; each takes windows until there is none. */
    public List<Worker> workers(int downloads) {
        return IntStream.range(0, probe ? 1 : downloads)
                .mapToObj(number -> new Worker(this))
                .toList();
    }

    /** The hours that this run has asked for, or tried to. */
    synchronized HourSet taken() {
        return work.taken();
    }

    /** Whether any of these hours still has no record. */
    synchronized boolean lacks(HourRange hours) {
        return work.lacks(hours);
    }

    /** Whether an answer for these hours is of no more use: all have a record, and none is to be restated. */
    synchronized boolean isThroughWith(HourRange hours) {
        return !work.lacks(hours) && work.restated().retain(hours).isEmpty();
    }

    /** Whether this run took the hour only to restate it, and nobody has written its record since. */
    synchronized boolean restates(Hour hour, Optional<String> version) {
        return work.restates(hour, version);
    }

    /** Since when a note or its age asks for one of these hours anew: an older archive has no answer to that. Empty where none does. */
    synchronized Optional<Instant> calledAt(HourRange hours) {
        return Stream.concat(notes.calledAt(hours), work.restatedSince(hours).stream())
                .max(Comparator.naturalOrder());
    }

    /** Hours of the run's range that are not exportable yet. */
    int notClosed() {
        return work.notClosed();
    }

    /** The notes for a person that keep hours without a record from being asked for now. */
    synchronized List<Note> putOff() {
        return notes.putOff()
                .filter(note -> work.isWanted(note.hour()) && !work.isDone(note.hour()))
                .toList();
    }

    /** Hours that the run wants and that have no record as the ledger stands now, put off or not; and those that a note still calls for. */
    synchronized int stillDue() throws IOException {
        return run.reloads()
                ? reloading().map(plan -> plan.left().count()).orElse(0)
                : work.left().count();
    }

    /** What is due now and nobody in this run has taken yet. */
    public synchronized HourSet due() {
        return work.due();
    }

    /** What is done and only to be restated, and nobody in this run has taken yet. */
    synchronized HourSet restated() {
        return work.restated();
    }

    /** The next window to be exported, of a reload the next of a kept archive; empty where there is none. */
    synchronized Optional<WindowExport> next() throws IOException {
        if (!run.reloads()) {
            return take().map(taken -> new WindowExport(this, taken));
        }
        return patience.isAtEnd()
                ? Optional.empty()
                : reloading()
                        .flatMap(Reloading::take)
                        .map(taking -> new WindowExport(this, taking.archive(), taking.hours()));
    }

    /** The next window, planned now, due hours before those that are only restated: what another process has committed in the meantime is left out. */
    synchronized Optional<HourRange> take() throws IOException {
        return patience.isAtEnd() ? Optional.empty() : work.take();
    }

    /** Whether the hour has a record, as far as this run knows. */
    synchronized boolean isDone(Hour hour) {
        return work.isDone(hour);
    }

    /** The hour is done for now; a note on it stays. */
    synchronized void doneForNow(Hour hour) {
        work.done(hour);
        reloading().ifPresent(plan -> plan.good(hour));
        patience.renew();
        watch.done(project.name(), hour);
    }

    /** This run has committed the hour as empty. */
    synchronized void emptied(Hour hour) {
        emptied.add(hour);
    }

    synchronized HourSet emptied() {
        return emptied.copy();
    }

    /** These are committed, and the warehouse lacks them. */
    synchronized void lacksLoads(List<Hour> hours) {
        unloaded = HourSet.of(hours);
        run.tryLoadsAgain();
    }

    synchronized void unloaded(Hour hour) {
        unloaded.add(hour);
    }

    synchronized void loaded(Hour hour) {
        unloaded.remove(hour);
        loaded.add(hour);
    }

    /** Hours of a reload that are right in the store, and that the warehouse has not been given by it. */
    synchronized HourSet toLoadAgain() {
        return reloading().map(Reloading::good).orElseGet(HourSet::new).removeAll(loaded);
    }

    /** How many committed hours the warehouse lacks, as far as this run knows. */
    synchronized int unloaded() {
        return unloaded.count();
    }

    /** The source is there, whatever it said. */
    synchronized void answered(int status) {
        patience.answered(status);
    }

    /** The hour is done, and a note on it of no more use; but for a wish to ask Amplitude again, where Amplitude was not asked. */
    synchronized void settled(Hour hour) throws IOException {
        doneForNow(hour);
        if (!run.reloads() || !notes.reopens(hour)) {
            notes.settle(hour);
        }
    }

    /** Takes these hours first, as far as they are due: their archives lie in the spool, and leave it when they are landed. */
    synchronized void first(List<HourRange> spooled) {
        work.first(spooled);
    }

    /** Takes, after those, what is only restated and has its answer in one of these archives: it leaves the spool, and nobody is asked. */
    synchronized void firstRestated(List<Archive> spooled) {
        work.firstRestated(spooled);
    }

    /** Halves a window that was too much; both halves are taken next. */
    synchronized void halve(HourRange hours) {
        work.halve(hours);
    }

    /** Notes that a window was too much, so that nobody asks for as many hours there until then. */
    void limit(HourRange hours, String reason, Duration until) throws IOException {
        notes.limit(windows, hours, reason, until);
    }

    /**
     * Ends this project's share of the run where going on cannot help; other projects go on.
     *
     * @return whether it ended with this failure
     */
    synchronized boolean after(Failure failure) {
        boolean ended = patience.endsWith(failure);
        if (ended && !run.reloads() && !due().isEmpty()) {
            LOG.warn(
                    "project={} run={} stops for this run; {} more due hours are not asked for",
                    project.name(),
                    run.id(),
                    due().count());
        }
        return ended;
    }

    /** The source refused this project a short while ago: one request at a time tells whether it still does. */
    void probe() {
        probe = true;
    }

    /** No further window is taken. */
    synchronized void stop() {
        patience.end();
    }

    /** Why Amplitude refused it in this run; empty where it did not. */
    synchronized Optional<Failure> refusal() {
        return patience.refusal();
    }

    synchronized boolean isStopped() {
        return patience.isAtEnd();
    }
}
