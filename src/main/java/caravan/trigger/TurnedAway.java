package caravan.trigger;

import caravan.archive.Escaped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of callers that were turned away: one WARN a minute at most, however many there are. Thread-safe. */
final class TurnedAway {
    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant told = Instant.MIN;
    private long untold;

    TurnedAway(Clock clock) {
        this.clock = clock;
    }

    /** @param why holds nothing of what the caller brought as a token */
    synchronized void count(String address, String why) {
        untold++;
        Instant now = clock.instant();
        if (now.isBefore(told) || !now.isBefore(plus(told))) {
            LOG.warn(
                    "{} turned away at /api/runs, the last one from {}: {}; no run was begun",
                    untold == 1 ? "a caller was" : untold + " callers were",
                    Escaped.text(address, 60),
                    why);
            told = now;
            untold = 0;
        }
    }

    private static Instant plus(Instant told) {
        return told.equals(Instant.MIN) ? told : told.plus(PAUSE);
    }
}
