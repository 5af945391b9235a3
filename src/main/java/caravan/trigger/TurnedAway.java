package caravan.trigger;

import caravan.archive.Escaped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of callers that were turned away: one WARN a minute at most, however many there are. Thread-safe. */
public final class TurnedAway {
    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final String where;
    private final String then;
    private Instant told = Instant.MIN;
    private long untold;

    TurnedAway(Clock clock) {
        this(clock, "/api/runs", "no run was begun");
    }

    /** @param then what did not come of it */
    public TurnedAway(Clock clock, String where, String then) {
        this.clock = clock;
        this.where = where;
        this.then = then;
    }

    /** @param why holds nothing of what the caller brought as a token */
    public synchronized void count(String address, String why) {
        untold++;
        Instant now = clock.instant();
        if (now.isBefore(told) || !now.isBefore(plus(told))) {
            LOG.warn(
                    "{} turned away at {}, the last one from {}: {}; {}",
                    untold == 1 ? "a caller was" : untold + " callers were",
                    where,
                    Escaped.text(address, 60),
                    why,
                    then);
            told = now;
            untold = 0;
        }
    }

    private static Instant plus(Instant told) {
        return told.equals(Instant.MIN) ? told : told.plus(PAUSE);
    }
}
