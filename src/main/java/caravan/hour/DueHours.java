package caravan.hour;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The subtraction that is Caravan's work list: closed hours since the start, minus done hours, plus those that a note calls
 * for, minus those that a note puts off. No cursor: a skipped tick, a wrong clock or a lost disk cannot skip an hour.
 *
 * <p>Beside it, and by the same means, the hours that are done and only to be restated: asked for again to see whether they
 * changed.
 *
 * @param grace how long after its end an hour becomes exportable
 * @param ages after its end, at which an hour is restated; none: never
 */
public record DueHours(Clock clock, Duration grace, List<Duration> ages) {
    public DueHours {
        ages = List.copyOf(ages);
    }

    /** Restates nothing. */
    public DueHours(Clock clock, Duration grace) {
        this(clock, grace, List.of());
    }

    /** The hours from {@code start} whose end is at least {@code grace} ago; empty where there is none yet. */
    public Optional<HourRange> closed(Hour start) {
        Hour last = Hour.of(clock.instant().minus(grace)).plus(-1);
        return start.compareTo(last) <= 0 ? Optional.of(new HourRange(start, last)) : Optional.empty();
    }

    /**
     * @param done hours that have a record
     * @param called hours whose note says that their time has come, done or not
     * @param putOff hours whose note says that their time has not come
     */
    public HourSet of(HourRange closed, HourSet done, HourSet called, HourSet putOff) {
        return HourSet.of(closed)
                .removeAll(done)
                .addAll(called)
                .removeAll(putOff)
                .retain(closed);
    }

    /** When the hour reached the greatest of the ages that it has reached by now; empty where it has reached none. */
    public Optional<Instant> restatable(Hour hour) {
        Instant now = now();
        return ages.stream()
                .map(hour.end()::plus)
                .filter(reached -> !reached.isAfter(now))
                .max(Comparator.naturalOrder());
    }

    /** When a done hour is asked for next on account of its age; the past where that is due. Empty: never again. */
    public Optional<Instant> nextLook(Hour hour, Instant written) {
        return ages.stream().map(hour.end()::plus).filter(written::isBefore).min(Comparator.naturalOrder());
    }

    /**
     * The hours whose record has not been written since they reached an age. What landed later than an age, or was looked at
     * since, is not asked for on its account.
     *
     * @param written when each hour's record was last written, by the store's clock: a listing tells it, without any read
     */
    public HourSet restated(Map<Hour, Instant> written) {
        HourSet restated = new HourSet();
        written.forEach((hour, at) -> restatable(hour).filter(at::isBefore).ifPresent(age -> restated.add(hour)));
        return restated;
    }

    public Instant now() {
        return clock.instant();
    }
}
