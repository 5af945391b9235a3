package caravan.sync;

import caravan.archive.Archive;
import caravan.archive.Spool;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.ProjectObject;
import caravan.ledger.Sweep;
import caravan.store.ConditionalWrites;
import caravan.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes the projects of a run. */
public final class Syncs {
    private static final Logger LOG = LoggerFactory.getLogger(Syncs.class);

    private final Settings settings;
    private final Store store;
    private final Executor listings;
    private final Spool spool;
    private final DeadLetters letters;
    private final Clock clock;
    private final boolean daily;
    private final Belonging belonging;
    private final Sweeping sweeping;
    private final Replicas replicas;
    private final Set<ProjectRun> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private final Pauses pauses;
    private final SilentDays silentDays;
    private final Watch watch;

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
            boolean daily,
            Watch watch) {
        this.settings = settings;
        this.store = store;
        this.listings = listings;
        this.spool = spool;
        this.letters = letters;
        this.clock = clock;
        this.watch = watch;
        this.daily = daily;
        this.belonging = new Belonging(settings, store.location(), clock);
        this.sweeping = new Sweeping(sweep, new Windows(settings.window()), settings.restate(), clock, daily);
        this.pauses = new Pauses(clock);
        this.silentDays = new SilentDays(clock);
        this.replicas = new Replicas(settings.replicas(), new ConditionalWrites(store, clock));
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

    /** See {@link Replicas#atStart()}. */
    public void tryStore() throws IOException {
        replicas.atStart();
    }

    /** One for each project that the run wants; none where its turn never came. */
    public List<Share> shares(Run run) {
        if (run.isStopped()) {
            return List.of();
        }
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
        LoggedAs.project(share);
        // What broke off was never finished; of a service it would be kept with its whole ledger for ever.
        open.removeIf(project -> project.run().finishedAt().isPresent());
        watch.began(share.project().name());
        replicas.require(share.run().shard());
        spool.adopt();
        Ledger ledger = ledger(share.project().name());
        Optional<Reload> reload = share.run().reloads() ? Optional.of(reload(share)) : Optional.empty();
        // What only loads asks Amplitude for nothing, then or later: it moves no start.
        Optional<HourRange> asked =
                share.run().isOfLoads() ? Optional.empty() : share.run().range();
        ProjectObject fixed =
                belonging.of(ledger, share.project(), reload.map(Reload::reach).orElse(asked));
        DueHours dueHours = new DueHours(clock, settings.grace(), settings.restate());
        Windows windows = new Windows(settings.window()).sharded(share.run().shard());
        ProjectRun project =
                new ProjectRun(share.run(), share.project(), ledger, dueHours, windows, fixed.start(), watch);
        if (pauses.isToProbe(fixed.project())) {
            project.probe();
        }
        open.add(project);
        if (stopping || share.run().isOfLoads() || isPausing(share)) {
            project.stop();
        }
        if (reload.isPresent()) {
            reload.get().plan(project, dueHours);
        } else {
            planned(share, project, fixed.start());
        }
        watch.opened(project.outlook());
        if (reload.isEmpty()) {
            takeUp(project);
        }
        return project;
    }

    private Reload reload(Share share) throws IOException {
        return Reload.of(share, KeptArchives.of(settings, store, spool), store, settings.landingKey(), listings);
    }

    private static void planned(Share share, ProjectRun project, Hour start) {
        Run run = share.run();
        if (run.isOfLoads()) {
            return;
        }
        int due = project.due().count();
        int restated = project.restated().count();
        run.planned(due);
        run.restated(restated);
        run.notClosed(project.notClosed());
        project.putOff().forEach(note -> run.failed(Failure.of(note)));
        LOG.info(
                "project={} run={} due={} restated={} since={}",
                share.project().name(),
                run.id(),
                due,
                restated,
                start);
    }

    /** What lies in the spool is landed first, and leaves it. */
    private void takeUp(ProjectRun project) throws IOException {
        String source = Fetch.source(project.project());
        spool.drop(source, project::isThroughWith);
        List<Archive> spooled = spool.whole(source);
        project.first(spooled.stream().map(Archive::hours).toList());
        project.firstRestated(spooled);
    }

    private boolean isPausing(Share share) {
        Optional<Pauses.Pause> pausing = pauses.pausing(share.project().name());
        pausing.ifPresent(pause -> {
            LOG.info(
                    "project={} run={} pauses until {}: Amplitude refused it; nothing is asked for before",
                    share.project().name(),
                    share.run().id(),
                    pause.until());
            // Whoever asked for this run gets to know why nothing comes of it.
            share.run().failed(pause.refusal());
        });
        return pausing.isPresent();
    }

    /** The project is at its end in this run: tells what is still due, and sweeps. */
    public void finish(ProjectRun project) throws IOException {
        open.remove(project);
        pause(project);
        letters.expire();
        letters.forget(letter -> Cases.isOver(letter, project));
        int stillDue = project.stillDue();
        if (!project.run().isOfLoads()) {
            project.run().stillDue(stillDue);
        }
        project.notes().expireLimits();
        silentDays.look(project);
        sweeping.sweep(project);
        watch.ended(project.outlook(), stillDue);
        LoggedAs.nothing();
    }

    /** Only in a process that lives long: whoever calls a command wants it to ask. */
    private void pause(ProjectRun project) {
        if (daily && project.refusal().isPresent()) {
            pauses.refused(project.project().name(), project.refusal().get());
            watch.paused(project.project().name());
        } else if (!project.isStopped()) {
            pauses.over(project.project().name());
            watch.resumed(project.project().name());
        }
    }
}
