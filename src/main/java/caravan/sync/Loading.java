package caravan.sync;

import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.warehouse.Loaded;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes of a warehouse call: hours as they are committed, then those that are missing, then the models. */
public final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final FailureTable table = new FailureTable();
    private final Loads loads;
    private final Clock clock;
    private volatile boolean stopping;

    public Loading(Loads loads, Clock clock) {
        this.loads = loads;
        this.clock = clock;
    }

    /** The process was told to stop: nothing more is begun. What is left is loaded by a later sync. */
    public void stop() {
        stopping = true;
    }

    /** Brings the hour in as its record says now. Where a load of this run met what would hinder any other, it is left for later. */
    public void load(ProjectRun project, Hour hour) throws IOException {
        project.unloaded(hour);
        if (stopping || project.run().putsLoadsOff()) {
            return;
        }
        try {
            Optional<Loaded> loaded = loads.load(project.ledger(), hour);
            if (loaded.filter(Loaded::isPending).isEmpty()) {
                project.loaded(hour);
            }
            loaded.filter(Loaded::isNew).ifPresent(done -> tell(project, done));
        } catch (IOException | RuntimeException e) {
            boolean ofOneHour = table.classify(e).kind().isOfOneHour();
            // Hours that are loaded side by side meet the same thing, and it is told once.
            if (ofOneHour || project.run().putOffLoads()) {
                throw e;
            }
        }
    }

    private static void tell(ProjectRun project, Loaded loaded) {
        String name = project.project().name();
        project.run().loaded();
        project.watch().loaded(name, loaded.took());
        LOG.info(
                "load project={} hour={} revision={} run={} events={} rejected={} seconds={}",
                name,
                loaded.record().hour(),
                loaded.record().revision(),
                project.run().id(),
                loaded.record().events(),
                loaded.record().rejected(),
                loaded.took().toMillis() / 1000.0);
    }

    /** Committed hours of the run's range that the warehouse lacks, oldest first. A shard leaves them to a sync of the whole: they may be others'. */
    public List<HourToLoad> missing(ProjectRun project) throws IOException {
        if (stopping || !project.run().shard().isWhole()) {
            return List.of();
        }
        HourRange all = new HourRange(project.outlook().start(), Hour.of(clock.instant()));
        Optional<HourRange> range = project.run().range().map(all::intersect).orElse(Optional.of(all));
        doubt(project);
        List<Hour> missing = range.isPresent() ? loads.missing(project.ledger(), range.get()) : List.of();
        project.lacksLoads(missing);
        return missing.stream().map(hour -> new HourToLoad(project, hour)).toList();
    }

    /** What a reload found or made right in the store is loaded again, whatever the warehouse says that it has. */
    private void doubt(ProjectRun project) throws IOException {
        HourSet again = project.toLoadAgain();
        for (Optional<HourRange> run = again.lastRun(); run.isPresent(); run = again.lastRun()) {
            if (!loads.doubt(project.project().name(), run.get())) {
                LOG.warn(
                        "project={} run={} this warehouse loads no hour again that it has; what it lacks is loaded",
                        project.project().name(),
                        project.run().id());
                return;
            }
            again.remove(run.get());
        }
    }

    /** Says how many hours of the project are committed and not loaded. */
    public void count(ProjectRun project) {
        int left = project.unloaded();
        project.run().notLoaded(left);
        project.watch().unloaded(project.project().name(), left);
    }

    /** Once a run: brings the models up to date, where they do not hold every load. */
    public void refresh(Run run) throws IOException {
        if (stopping || run.isStopped() || run.putsLoadsOff()) {
            return;
        }
        if (loads.refresh()) {
            LOG.info("refresh run={} the models hold every load", run.id());
        }
    }

    /** The run is over: until the next one other processes may have the warehouse. */
    public void release() {
        try {
            loads.close();
        } catch (IOException e) {
            LOG.warn("the warehouse could not be closed: {}", e.getMessage());
        }
    }
}
