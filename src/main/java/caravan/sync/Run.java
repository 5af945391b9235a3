package caravan.sync;

import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.hour.Shard;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * One sync: what was asked for, and what came of it so far. Thread-safe; counters only grow.
 *
 * <p>Its id goes into every log line of an hour's transition.
 */
public final class Run {
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Optional<HourRange> range;
    private final Optional<String> project;
    private final Shard shard;
    private final boolean reload;
    private final Collection<Failure> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder planned = new LongAdder();
    private final LongAdder restated = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder restored = new LongAdder();
    private final LongAdder objects = new LongAdder();
    private final LongAdder landed = new LongAdder();
    private final LongAdder empty = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder stillDue = new LongAdder();
    private final LongAdder notClosed = new LongAdder();
    private final LongAdder loaded = new LongAdder();
    private final LongAdder notLoaded = new LongAdder();
    private final AtomicBoolean loadsPutOff = new AtomicBoolean();
    private volatile boolean loadsOnly;
    private volatile Instant startedAt;
    private volatile Instant finishedAt;
    private volatile boolean stopped;

    /**
     * @param range only these hours; empty: all that are due
     * @param project only this one; empty: all
     * @param shard only this share of the hours; what the run counts, and its exit code, is of no others
     */
    public Run(Optional<HourRange> range, Optional<String> project, Shard shard) {
        this(range, project, shard, false);
    }

    private Run(Optional<HourRange> range, Optional<String> project, Shard shard, boolean reload) {
        this.range = range;
        this.project = project;
        this.shard = shard;
        this.reload = reload;
    }

    /** Of all hours of the range. */
    public Run(Optional<HourRange> range, Optional<String> project) {
        this(range, project, Shard.WHOLE);
    }

    /** Of these hours, from archives that were kept: Amplitude is asked for nothing. */
    public static Run ofKeptArchives(HourRange range, Optional<String> project) {
        return new Run(Optional.of(range), project, Shard.WHOLE, true);
    }

    /** Every due hour of every project: what a tick of the schedule asks for. */
    public static Run ofEverything() {
        return new Run(Optional.empty(), Optional.empty());
    }

    /** Asks Amplitude for nothing: brings into the warehouse what of these hours is committed and lacking there. */
    public static Run ofLoads(Optional<HourRange> range, Optional<String> project) {
        Run run = new Run(range, project);
        run.loadsOnly = true;
        return run;
    }

    /** Whether it asks Amplitude for nothing. */
    public boolean isOfLoads() {
        return loadsOnly;
    }

    public String id() {
        return id;
    }

    public Optional<HourRange> range() {
        return range;
    }

    /** The one project asked for; empty: all. */
    public Optional<String> project() {
        return project;
    }

    public Shard shard() {
        return shard;
    }

    /** Whether it takes kept archives in place of Amplitude's answers. */
    public boolean reloads() {
        return reload;
    }

    void starts(Instant at) {
        startedAt = at;
    }

    void ends(Instant at) {
        finishedAt = at;
    }

    /** The process was told to stop before its turn came. */
    void stops(Instant at) {
        stopped = true;
        finishedAt = at;
    }

    /** Empty while it waits for its turn, and for ever where that never came. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    boolean isStopped() {
        return stopped;
    }

    public boolean wants(String name) {
        return project.map(name::equals).orElse(true);
    }

    void planned(int hours) {
        planned.add(hours);
    }

    void restated(int hours) {
        restated.add(hours);
    }

    void unchanged() {
        unchanged.increment();
    }

    void restored(int objectsPut) {
        restored.increment();
        objects.add(objectsPut);
    }

    void took() {
        kept.increment();
    }

    void asked() {
        requests.increment();
    }

    void landed(long hourEvents, long hourBytes) {
        landed.increment();
        events.add(hourEvents);
        bytes.add(hourBytes);
    }

    void empty() {
        empty.increment();
    }

    void failed(Failure failure) {
        failures.add(failure);
    }

    void stillDue(int hours) {
        stillDue.add(hours);
    }

    void notClosed(int hours) {
        notClosed.add(hours);
    }

    void loaded() {
        loaded.increment();
    }

    void notLoaded(int hours) {
        notLoaded.add(hours);
    }

    /**
     * A load met what would hinder any other: this run tries it once more at the end, not hour by hour.
     *
     * @return whether it is the first that did
     */
    boolean putOffLoads() {
        return loadsPutOff.compareAndSet(false, true);
    }

    void tryLoadsAgain() {
        loadsPutOff.set(false);
    }

    boolean putsLoadsOff() {
        return loadsPutOff.get();
    }

    /** Hours that came into the warehouse. */
    public long loadedHours() {
        return loaded.sum();
    }

    /** Committed hours that the warehouse lacks when their project is at its end; known then. */
    public long notLoadedHours() {
        return notLoaded.sum();
    }

    /** Hours that were due when their project was opened. */
    public long plannedHours() {
        return planned.sum();
    }

    /** Hours that were done and only to be restated when their project was opened. */
    public long restatedHours() {
        return restated.sum();
    }

    /** Kept archives that were taken in place of an answer of Amplitude. */
    public long kept() {
        return kept.sum();
    }

    /** Hours whose record stands, and whose objects a kept archive has brought back. */
    public long restoredHours() {
        return restored.sum();
    }

    /** Objects that were put again for that. */
    public long restoredObjects() {
        return objects.sum();
    }

    /** Hours that were looked at again and are as they were. */
    public long unchangedHours() {
        return unchanged.sum();
    }

    public long landedHours() {
        return landed.sum();
    }

    public long emptyHours() {
        return empty.sum();
    }

    /** Hours asked for that have no record when their project is at its end; known then. */
    public long dueHours() {
        return stillDue.sum();
    }

    /** Hours asked for that are not exportable yet: left out. */
    public long notClosedHours() {
        return notClosed.sum();
    }

    public long events() {
        return events.sum();
    }

    /** Bytes of objects as stored. */
    public long bytes() {
        return bytes.sum();
    }

    /** Requests that Amplitude answered, repeats included. */
    public long requests() {
        return requests.sum();
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** What a one-shot command ends with. */
    public ExitCode exitCode() {
        if (stopped) {
            return ExitCode.STOPPED;
        }
        ExitCode worst = ExitCode.worst(
                failures.stream().map(failure -> failure.kind().exitCode()).toList());
        return worst == ExitCode.OK && dueHours() + notLoadedHours() > 0 ? ExitCode.LATER : worst;
    }
}
