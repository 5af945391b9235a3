package caravan.notify;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of a message: whether it surely came to nobody. In words without the webhook's address, which is a credential. */
public final class Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

    private Outcome() {}

    /** @return why it came to nobody; empty where it was taken */
    public static Optional<String> ofStatus(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        return Optional.of("the webhook answered " + status
                + (status >= 300 && status < 400 ? ", and a redirect is not followed" : "")
                + "; check caravan.notify.webhook");
    }

    /** @return why it came to nobody; empty where it may have arrived: it is not sent twice */
    public static Optional<String> of(Notice notice, Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof WebhookHttp.NoAnswer) {
                LOG.warn(
                        "{} the message went out and the webhook gave no answer ({}); it counts as told, for it may have arrived",
                        notice,
                        at.getCause().getClass().getSimpleName());
                return Optional.empty();
            }
        }
        return Optional.of(words(thrown));
    }

    /** What a person can look at. */
    public static String words(Throwable thrown) {
        return thrown.getClass().getSimpleName() + "; check caravan.notify.webhook, the network and proxies";
    }
}
