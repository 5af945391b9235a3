package caravan.sync;

import caravan.failure.Failure;
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
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    /** @param refusal what Amplitude said */
    record Pause(Instant until, Failure refusal) {}

    Pauses(Clock clock) {
        this.clock = clock;
    }

    void refused(String project, Failure refusal) {
        pauses.put(project, new Pause(clock.instant().plus(LENGTH), refusal));
    }

    void over(String project) {
        pauses.remove(project);
    }

    /** While nothing is asked for; empty where one request may tell, or nothing was refused. */
    Optional<Pause> pausing(String project) {
        return Optional.ofNullable(pauses.get(project))
                .filter(pause -> clock.instant().isBefore(pause.until()));
    }

    /** Whether the next request is to tell whether the project is still refused. */
    boolean isToProbe(String project) {
        return pauses.containsKey(project) && pausing(project).isEmpty();
    }

    /** The projects whose next request is to tell. */
    List<String> toProbe() {
        return pauses.keySet().stream().filter(this::isToProbe).sorted().toList();
    }
}
