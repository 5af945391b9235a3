package caravan.sync;

import caravan.config.Project;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a failure, once the table has said what it is: each hour stays due with a reason that a person can read. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Where {@code why} and {@code status} on this machine find what no note tells. */
    public interface Memory {
        /** @param hours empty: none was asked for */
        void failed(String project, Optional<HourRange> hours, Failure failure, Instant at, String run);

        /** This one, then the other. */
        default Memory and(Memory other) {
            return (project, hours, failure, at, run) -> {
                failed(project, hours, failure, at, run);
                other.failed(project, hours, failure, at, run);
            };
        }
    }

    private final FailureTable table;
    private final Function<Project, Optional<String>> elsewhere;
    private final Cases cases;
    private final Memory memory;
    private final Clock clock;

    /** @param elsewhere whether a project's keys, refused in its region, work in another; holds no secret */
    public Failures(
            FailureTable table,
            Function<Project, Optional<String>> elsewhere,
            Cases cases,
            Memory memory,
            Clock clock) {
        this.table = table;
        this.elsewhere = elsewhere;
        this.cases = cases;
        this.memory = memory;
        this.clock = clock;
    }

    /** Before any project was begun: none of its hours was asked for. */
    public void ofRun(Run run, Throwable thrown) {
        settle("run=" + run.id(), run, table.classify(thrown), thrown);
    }

    public void ofProject(Syncs.Share share, Throwable thrown) {
        String name = share.project().name();
        Failure failure = table.classify(thrown);
        remember(name, Optional.empty(), failure, share.run());
        settle("project=" + name + " run=" + share.run().id(), share.run(), failure, thrown);
        LoggedAs.nothing();
    }

    public void ofWindow(WindowExport window, Throwable thrown) {
        HourRange hours = window.hours();
        ProjectRun project = window.project();
        String where = where(window);
        Failure failure = table.classify(thrown, hours.count());
        if (FailureTable.blamesKeys(thrown)) {
            failure = elsewhere.apply(project.project()).map(failure::also).orElse(failure);
        }
        // Another project's archive is of no use either; an hour's objects that are not where they were put do not
        // blame it.
        if (isOfTheArchive(failure) || failure.kind() == Failure.Kind.LEDGER) {
            window.damaged();
        }
        if (window.isKept() && isOfTheArchive(failure)) {
            ofKept(where, window, hours, failure, thrown);
        } else if (isTooMuch(failure, hours)) {
            halve(where, window, failure);
            if (project.after(failure)) {
                // Nothing else will say why its hours are still due.
                project.run().failed(failure);
            }
        } else {
            project.after(settled(where, window, hours, failure, thrown));
        }
    }

    public void ofHour(HourExport hour, Throwable thrown) {
        WindowExport window = hour.window();
        ProjectRun project = hour.project();
        String state = project.isDone(hour.hour()) ? "done" : "due";
        String where = "hour project=" + window.projectName() + " hour=" + hour.hour() + " from=" + state + " to="
                + state + " run=" + project.run().id();
        Failure failure = table.classify(thrown, window.hours().count());
        if (window.isKept() && isOfTheArchive(failure)) {
            ofKept(where, window, HourRange.of(hour.hour()), failure, thrown);
            return;
        }
        if (isOfTheArchive(failure)) {
            window.damaged();
        }
        if (failure.kind() == Failure.Kind.TOO_LARGE) {
            // Once all of its hours are through: some of them may still land.
            window.tooLarge(failure);
            return;
        }
        settled(where, window, HourRange.of(hour.hour()), failure, thrown);
        if (failure.kind() != Failure.Kind.CORRUPT) {
            project.after(failure);
        }
    }

    /** Nobody can be asked for a kept archive again: its hours stay as they were, and no note says anything of them. */
    private static void ofKept(String where, WindowExport window, HourRange hours, Failure failure, Throwable thrown) {
        KeptArchive kept = window.kept().orElseThrow();
        window.project().reloading().orElseThrow().refuse(kept, hours.hours().toList());
        Failure refused =
                new Failure(Failure.Kind.KEPT, "the kept archive '" + kept.key() + "' is refused: " + failure.cause());
        settle(where, window.project().run(), refused, thrown);
    }

    /** A committed hour is not loaded. It stays done; other hours go on, unless what happened would hinder them as well. */
    public void ofLoad(ProjectRun project, Hour hour, Throwable thrown) {
        ofLoads(project, Optional.of(HourRange.of(hour)), table.classify(thrown), thrown);
    }

    /** What the warehouse lacks is not known. */
    public void ofLoads(ProjectRun project, Throwable thrown) {
        project.run().putOffLoads();
        ofLoads(project, project.closed(), table.classify(thrown), thrown);
    }

    private void ofLoads(ProjectRun project, Optional<HourRange> hours, Failure failure, Throwable thrown) {
        String name = project.project().name();
        String where = "load project=" + name + " hours="
                + hours.map(HourRange::toString).orElse("-") + " run="
                + project.run().id();
        if (hours.isPresent()) {
            remember(name, hours, failure, project.run());
        }
        settle(where, project.run(), failure, thrown);
    }

    /** The models stay as they are; what is loaded is loaded. */
    public void ofModels(Run run, Throwable thrown) {
        settle("refresh run=" + run.id(), run, table.classify(thrown), thrown);
    }

    /** Keeps what later runs and people need of it, and tells it. */
    private Failure settled(String where, WindowExport window, HourRange hours, Failure failure, Throwable thrown) {
        Failure known = cases.keep(where, window, hours.first(), failure, thrown);
        remember(
                window.projectName(),
                Optional.of(hours),
                known,
                window.project().run());
        settle(where, window.project().run(), known, thrown);
        return known;
    }

    /** What an hour of it found too much is asked for again in smaller windows. */
    public void ofRest(WindowExport window) {
        window.tooMuch().ifPresent(failure -> halve(where(window), window, failure));
    }

    private static String where(WindowExport window) {
        return "project=" + window.projectName() + " hours=" + window.hours() + " run="
                + window.project().run().id();
    }

    /** Many hours at once: the bad ones are found by asking for fewer, and hold up no others. */
    private static boolean isTooMuch(Failure failure, HourRange hours) {
        return failure.kind() == Failure.Kind.TOO_LARGE || failure.kind() == Failure.Kind.CORRUPT && hours.count() > 1;
    }

    private static boolean isOfTheArchive(Failure failure) {
        return switch (failure.kind()) {
            case CORRUPT, TOO_LARGE, OVERSIZE -> true;
            default -> false;
        };
    }

    private void halve(String where, WindowExport window, Failure failure) {
        if (failure.kind() == Failure.Kind.CORRUPT) {
            LOG.warn("{} kind={}: {}; the window is halved", where, kind(failure), failure.cause());
            remember(
                    window.projectName(),
                    Optional.of(window.hours()),
                    failure,
                    window.project().run());
        } else {
            LOG.info("{} kind={}: {}; the window is halved", where, kind(failure), failure.cause());
        }
        window.project().halve(window.hours());
        String reason = "a request for " + window.hours().count() + " hours was too much: " + failure.cause();
        Cases.advise(where, () -> window.project().limit(window.hours(), reason, Findings.AGAIN));
    }

    private void remember(String project, Optional<HourRange> hours, Failure failure, Run run) {
        memory.failed(project, hours, failure, clock.instant(), run.id());
    }

    private static void settle(String where, Run run, Failure failure, Throwable thrown) {
        run.failed(failure);
        if (failure.kind() == Failure.Kind.BUG) {
            LOG.error("{} kind={}: {}", where, kind(failure), failure, thrown);
        } else {
            LOG.warn("{} kind={}: {}", where, kind(failure), failure);
        }
    }

    private static String kind(Failure failure) {
        return failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
