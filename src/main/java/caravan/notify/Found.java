package caravan.notify;

import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one run has found of one case: a kind of failure of one project. Not thread-safe. */
final class Found {
    /** Causes that are told: further ones are in the log. */
    private static final int CAUSES = 3;
    /** Runs of consecutive hours that are told and remembered: the newest. */
    private static final int RUNS = 20;

    private final Failure.Kind kind;
    private final HourSet hours = new HourSet();
    private final Set<String> causes = new LinkedHashSet<>();

    Found(Failure.Kind kind) {
        this.kind = kind;
    }

    /** Whether a person has to act before it stops. */
    static boolean needsPerson(Failure.Kind kind) {
        return kind.exitCode() != ExitCode.LATER;
    }

    void add(Optional<HourRange> range, String cause) {
        range.map(HourSet::of).ifPresent(hours::addAll);
        if (causes.size() < CAUSES) {
            causes.add(cause);
        }
    }

    Failure.Kind kind() {
        return kind;
    }

    List<String> causes() {
        return List.copyOf(causes);
    }

    int count() {
        return hours.count();
    }

    Optional<Hour> first() {
        return hours.first();
    }

    /** The newest runs of consecutive hours, oldest first; all but with very many. */
    List<HourRange> runs() {
        HourSet left = hours.copy();
        Deque<HourRange> runs = new ArrayDeque<>();
        Optional<HourRange> last = left.lastRun();
        while (last.isPresent() && runs.size() < RUNS) {
            runs.push(last.get());
            left.remove(last.get());
            last = left.lastRun();
        }
        return List.copyOf(runs);
    }
}
