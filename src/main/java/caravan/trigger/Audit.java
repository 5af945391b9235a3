package caravan.trigger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log line for each thing that a caller did or was refused: {@code audit action=… by=… from=… outcome=…}. Who has no token is
 * counted by {@link TurnedAway}. The line holds no token, cookie or csrf.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.audit");

    private Audit() {}

    /**
     * @param by token, session or pubsub
     * @param outcome the status of the answer
     * @param what it was, in words of ours
     */
    public static void line(String action, String by, String from, int outcome, String what) {
        LOG.info("audit action={} by={} from={} outcome={} {}", action, by, from, outcome, what);
    }
}
