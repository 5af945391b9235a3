package caravan.sync;

import caravan.archive.Spool;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.ProjectStart;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.ProjectObject;
import caravan.ledger.Sweep;
import caravan.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes the projects of a run. */
public final class Syncs {
    private static final Logger LOG = LoggerFactory.getLogger(Syncs.class);
    private static final int RECENT_DAYS = 2;

    private final Settings settings;
    private final Store store;
    private final Executor listings;
    private final Spool spool;
    private final Sweep sweep;
    private final DeadLetters letters;
    private final Clock clock;
    private final boolean daily;
    private final Set<ProjectRun> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private final Pauses pauses;
    private final SilentDays silentDays;
    private final Map<String, LocalDate> sweptWhole = new ConcurrentHashMap<>();

    /** One project's share of a run, before its ledger is read. */
    public record Share(Run run, Project project) {}

    /** @param daily whether this process lives long enough to sweep all days once a day */
    public Syncs(
            Settings settings,
            Store store,
            Executor listings,
            Spool spool,
            Sweep sweep,
            DeadLetters letters,
            Clock clock,
            boolean daily) {
        this.settings = settings;
        this.store = store;
        this.listings = listings;
        this.spool = spool;
        this.sweep = sweep;
        this.letters = letters;
        this.clock = clock;
        this.daily = daily;
        this.pauses = new Pauses(clock);
        this.silentDays = new SilentDays(clock);
    }

    /** What starts a sync may be a run, or anything else: a tick, which asks for every due hour. */
    public Run begin(Object body) {
        return body instanceof Run run ? run : Run.ofEverything();
    }

    /** From now on no project takes another window. For a process that was told to stop. */
    public void stop() {
        stopping = true;
        open.forEach(ProjectRun::stop);
    }

    /** One for each project that the run wants. */
    public List<Share> shares(Run run) {
        return settings.projects().stream()
                .filter(project -> run.wants(project.name()))
                .map(project -> new Share(run, project))
                .toList();
    }

    /** One for each project that was refused and whose next request is to tell whether it still is. */
    public List<Run> probes() {
        return pauses.toProbe().stream()
                .map(name -> new Run(Optional.empty(), Optional.of(name)))
                .toList();
    }

    public Ledger ledger(String project) {
        return new Ledger(store, project, listings);
    }

    /** Reads the project's ledger: listings and notes, no read per hour. */
    public ProjectRun open(Share share) throws IOException {
        spool.adopt();
        Ledger ledger = ledger(share.project().name());
        boolean untouched = ledger.isUntouched();
        ProjectObject fixed = ledger.fix(now -> fixed(share, now, untouched));
        requireSameLayout(share.project(), fixed);
        DueHours dueHours = new DueHours(clock, settings.grace(), settings.restate());
        ProjectRun project = new ProjectRun(
                share.run(), share.project(), ledger, dueHours, new Windows(settings.window()), fixed.start());
        if (pauses.isToProbe(fixed.project())) {
            project.probe();
        }
        open.add(project);
        if (stopping || isPausing(share)) {
            project.stop();
        }
        int due = project.due().count();
        int restated = project.restated().count();
        share.run().planned(due);
        share.run().restated(restated);
        project.first(spool.covered(Fetch.source(share.project())));
        project.firstRestated(spool.whole(Fetch.source(share.project())));
        share.run().notClosed(project.notClosed());
        project.putOff().forEach(note -> share.run().failed(Failure.of(note)));
        LOG.info(
                "project={} run={} due={} restated={} since={}",
                fixed.project(),
                share.run().id(),
                due,
                restated,
                fixed.start());
        return project;
    }

    private boolean isPausing(Share share) {
        Optional<Instant> until = pauses.pausing(share.project().name());
        until.ifPresent(end -> LOG.info(
                "project={} run={} pauses until {}: Amplitude refused it; nothing is asked for before",
                share.project().name(),
                share.run().id(),
                end));
        return until.isPresent();
    }

    /**
     * At the first run all is fixed; later only the start can move, and only back.
     *
     * @param untouched nothing came of any run: then host and key template are those of this one, but the start stays
     */
    private ProjectObject fixed(Share share, Optional<ProjectObject> now, boolean untouched) {
        Hour start = ProjectStart.of(
                now.map(ProjectObject::start),
                settings.start(),
                share.run().range().map(HourRange::first),
                clock.instant());
        return now.filter(known -> !untouched || known.amplitudeId() != null)
                .map(known -> known.startingAt(start))
                .orElseGet(() -> new ProjectObject(
                        1,
                        share.project().name(),
                        start,
                        share.project().url().getHost(),
                        null,
                        settings.landingKey()));
    }

    private void requireSameLayout(Project project, ProjectObject fixed) throws LedgerMismatch {
        String host = project.url().getHost();
        if (!host.equals(fixed.host())) {
            throw new LedgerMismatch("project '" + project.name() + "' asks " + host + ", but the ledger in "
                    + store.location() + " was filled from " + fixed.host()
                    + "; two sources never share a ledger: use another project name or prefix");
        }
        if (!settings.landingKey().equals(fixed.key())) {
            throw new LedgerMismatch(
                    "caravan.landing.key is '" + settings.landingKey() + "', but the ledger of project '"
                            + project.name() + "' in " + store.location() + " was filled with '" + fixed.key()
                            + "'; it is not changed over an existing ledger: use another prefix for the new layout");
        }
    }

    /** The project is at its end in this run: tells what is still due, and sweeps. */
    public void finish(ProjectRun project) throws IOException {
        open.remove(project);
        pause(project);
        letters.expire();
        project.run().stillDue(project.stillDue());
        project.expireLimits();
        silentDays.look(project);
        sweep(project);
    }

    /** Only in a process that lives long: whoever calls a command wants it to ask. */
    private void pause(ProjectRun project) {
        if (daily && project.isRefused()) {
            pauses.refused(project.project().name());
        } else if (!project.isStopped()) {
            pauses.over(project.project().name());
        }
    }

    private static Stream<LocalDate> recent(LocalDate today) {
        return today.minusDays(RECENT_DAYS).datesUntil(today.plusDays(1));
    }

    /** Clears what no record lists: recent days and those of this run each time; all days once a day, where the process lives so long. */
    private void sweep(ProjectRun project) throws IOException {
        Optional<HourRange> closed = project.closed();
        if (closed.isEmpty()) {
            return;
        }
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        boolean whole = daily && !today.equals(sweptWhole.get(project.project().name()));
        SortedSet<LocalDate> days = new TreeSet<>();
        (whole ? HourSet.of(closed.get()) : project.taken())
                .hours()
                .map(Hour::day)
                .forEach(days::add);
        project.run().range().flatMap(closed.get()::intersect).ifPresent(range -> range.hours()
                .map(Hour::day)
                .forEach(days::add));
        recent(today).forEach(days::add);
        // What was restated lately has left objects of the former revision.
        settings.restate().forEach(age -> recent(today.minusDays(age.toDays())).forEach(days::add));
        int deleted = sweep.sweep(project.ledger(), days);
        if (whole) {
            sweptWhole.put(project.project().name(), today);
        }
        if (deleted > 0) {
            LOG.info(
                    "project={} run={} swept={} objects that no record lists",
                    project.project().name(),
                    project.run().id(),
                    deleted);
        }
    }
}
