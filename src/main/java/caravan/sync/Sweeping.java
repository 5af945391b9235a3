package caravan.sync;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import caravan.ledger.Sweep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which days are swept when: recent days and those of a run each time; all days once a day, where the process lives so long. A
 * shard sweeps the days only in which it has hours, so that many of them do not list all days of a backfill each.
 */
final class Sweeping {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeping.class);
    private static final int RECENT_DAYS = 2;

    private final Sweep sweep;
    private final Windows windows;
    private final List<Duration> restate;
    private final Clock clock;
    private final boolean daily;
    private final Map<String, LocalDate> sweptWhole = new ConcurrentHashMap<>();

    Sweeping(Sweep sweep, Windows windows, List<Duration> restate, Clock clock, boolean daily) {
        this.sweep = sweep;
        this.windows = windows;
        this.restate = restate;
        this.clock = clock;
        this.daily = daily;
    }

    /** Clears what no record lists. */
    void sweep(ProjectRun project) throws IOException {
        Optional<HourRange> closed = project.closed();
        if (closed.isEmpty()) {
            return;
        }
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        boolean whole = daily && !today.equals(sweptWhole.get(project.project().name()));
        int deleted = sweep.sweep(project.ledger(), days(project, closed.get(), today, whole), damaged -> project.run()
                .failed(new Failure(Failure.Kind.UNREADABLE, damaged.getMessage())));
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

    private SortedSet<LocalDate> days(ProjectRun project, HourRange closed, LocalDate today, boolean whole) {
        SortedSet<LocalDate> days = new TreeSet<>();
        (whole ? HourSet.of(closed) : project.taken()).hours().map(Hour::day).forEach(days::add);
        project.run().range().flatMap(closed::intersect).ifPresent(range -> range.hours()
                .map(Hour::day)
                .forEach(days::add));
        recent(today).forEach(days::add);
        // What was restated lately has left objects of the former revision.
        restate.forEach(age -> recent(today.minusDays(age.toDays())).forEach(days::add));
        Windows ours = windows.sharded(project.run().shard());
        days.removeIf(day -> HourRange.of(day).hours().noneMatch(ours::isOurs));
        return days;
    }

    private static Stream<LocalDate> recent(LocalDate today) {
        return today.minusDays(RECENT_DAYS).datesUntil(today.plusDays(1));
    }
}
