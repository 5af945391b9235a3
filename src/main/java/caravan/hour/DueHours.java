package caravan.hour;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The subtraction that is Caravan's work list: closed hours since the start, minus done hours, plus those that a note calls
 * for, minus those that a note puts off. No cursor: a skipped tick, a wrong clock or a lost disk cannot skip an hour.
 *
 * @param grace how long after its end an hour becomes exportable
 */
public record DueHours(Clock clock, Duration grace) {
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

    public Instant now() {
        return clock.instant();
    }
}
