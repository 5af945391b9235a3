package caravan.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Projects that Amplitude refuses: asking again cannot help until a person has acted, so one request in a while is enough to see
 * whether it is over. Kept in memory: whoever starts a process wants to know at once. Thread-safe.
 */
final class Pauses {
    static final Duration LENGTH = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    Pauses(Clock clock) {
        this.clock = clock;
    }

    void refused(String project) {
        until.put(project, clock.instant().plus(LENGTH));
    }

    void over(String project) {
        until.remove(project);
    }

    /** Until when nothing is asked for; empty where one request may tell, or nothing was refused. */
    Optional<Instant> pausing(String project) {
        return Optional.ofNullable(until.get(project))
                .filter(end -> clock.instant().isBefore(end));
    }

    /** Whether the next request is to tell whether the project is still refused. */
    boolean isToProbe(String project) {
        return until.containsKey(project) && pausing(project).isEmpty();
    }

    /** The projects whose next request is to tell. */
    List<String> toProbe() {
        return until.keySet().stream().filter(this::isToProbe).sorted().toList();
    }
}
