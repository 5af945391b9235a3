package caravan.sync;

import caravan.archive.Archive;
import caravan.archive.ArchiveContents;
import caravan.archive.Limits;
import caravan.config.Project;
import caravan.config.Secret;
import caravan.failure.DeadLetters;
import caravan.failure.FailureTable;
import caravan.hour.DueHours;
import caravan.hour.HourRange;
import caravan.hour.Windows;
import caravan.landing.GzipUnpack;
import caravan.landing.InflatedBudget;
import caravan.ledger.Commit;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lets the simulation do what only the routes' own beans may: open a project and say what a window's answer was. */
public final class Spine {
    private static final Project DEMO =
            new Project("demo", new Secret("key"), new Secret("secret"), URI.create("https://amplitude.com"));

    private Spine() {}

    /** @param range all that is asked for in this run */
    public static ProjectRun open(Ledger ledger, HourRange range, DueHours dueHours, Windows windows)
            throws IOException {
        Run run = new Run(Optional.of(range), Optional.empty());
        return new ProjectRun(run, DEMO, ledger, dueHours, windows, range.first());
    }

    /** What a failure comes to, where nothing but the ledger remembers it. */
    public static Failures failures(Clock clock) {
        DeadLetters none = new DeadLetters(Path.of("target", "no-letters"), Duration.ofDays(30), clock);
        return new Failures(
                new FailureTable(),
                project -> Optional.empty(),
                new Cases(none, clock),
                (project, hours, failure, at, run) -> {},
                clock);
    }

    public static Landings landings(Store store, Commit commit, ObjectKeys keys, Clock clock) {
        DeadLetters none = new DeadLetters(Path.of("target", "no-letters"), Duration.ofDays(30), clock);
        return new Landings(store, commit, keys, "json", new BadLines(none, clock), clock);
    }

    public static void takeFirst(ProjectRun project, List<HourRange> spooled) {
        project.first(spooled);
    }

    public static Optional<Instant> calledAt(WindowExport window) {
        return window.project().calledAt(window.hours());
    }

    public static void answered(WindowExport window, Archive archive, ArchiveContents contents) {
        window.answered(archive);
        window.verified(contents, new GzipUnpack(Limits.DEFAULT, new InflatedBudget(Limits.DEFAULT.inflated()), false));
    }

    public static void answeredNoData(WindowExport window, Instant at) {
        window.answeredNoData(at);
    }

    /** Whether its archive has nothing more to give. */
    public static boolean isOver(WindowExport window) {
        return window.isDamaged()
                || window.isThrough()
                        && !window.project().lacks(window.archive().hours());
    }
}
