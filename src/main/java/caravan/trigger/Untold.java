package caravan.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts what anybody can bring about, so that the log has a line of it once a minute at most, and not one each time. Thread-safe. */
public final class Untold {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant told;
    private long times;

    public Untold(Clock clock) {
        this.clock = clock;
    }

    /** One more. How many there are to tell of now; 0: a line was written not long ago, and the next one counts this. */
    public synchronized long more() {
        times++;
        Instant now = clock.instant();
        if (told != null && !now.isBefore(told) && now.isBefore(told.plus(PAUSE))) {
            return 0;
        }
        long tell = times;
        told = now;
        times = 0;
        return tell;
    }
}
