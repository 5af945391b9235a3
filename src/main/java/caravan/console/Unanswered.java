package caravan.console;

import caravan.trigger.Untold;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions of one kind that had no answer through no fault of whoever asked: one WARN a minute, however many ask. Thread-safe. */
final class Unanswered {
    private static final Logger LOG = LoggerFactory.getLogger(Unanswered.class);

    private final Untold untold;

    Unanswered(Clock clock) {
        untold = new Untold(clock);
    }

    /** @param what has no answer */
    void count(String what, Exception why) {
        long times = untold.more();
        if (times == 1) {
            LOG.warn("{}: {}", what, why.toString());
        } else if (times > 1) {
            LOG.warn("{} questions had no answer, the last one: {}: {}", times, what, why.toString());
        }
    }
}
