package caravan.trigger;

import caravan.archive.Escaped;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of callers that were turned away: one WARN a minute at most, however many there are. Thread-safe. */
public final class TurnedAway {
    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);

    private final Untold untold;
    private final String then;

    /** @param then what became of it */
    public TurnedAway(Clock clock, String then) {
        this.untold = new Untold(clock);
        this.then = then;
    }

    /**
     * @param where the path that was called
     * @param why holds nothing of what the caller brought as a token
     */
    public void count(String where, String address, String why) {
        long callers = untold.more();
        if (callers > 0) {
            LOG.warn(
                    "{} turned away at {}, the last one from {}: {}; {}",
                    callers == 1 ? "a caller was" : callers + " callers were",
                    Escaped.text(where, 60),
                    Escaped.text(address, 60),
                    why,
                    then);
        }
    }
}
