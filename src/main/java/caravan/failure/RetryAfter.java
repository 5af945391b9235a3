package caravan.failure;

import caravan.archive.ExportAnswer;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an answer said {@code Retry-After}, waits as long as it says before the next try, up to a limit. A longer wait is not
 * begun: the failure goes on as it is, and the hour stays due. So does one that is not worth repeating.
 */
public final class RetryAfter implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RetryAfter.class);

    private final FailureTable table = new FailureTable();
    private final Duration longest;
    private final int tries;

    /**
     * @param longest wait that is begun
     * @param tries of a call, the first counted
     */
    public RetryAfter(Duration longest, int tries) {
        this.longest = longest;
        this.tries = tries;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        int tried = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        LOG.info("try {} of {} failed: {}", tried, tries, caught.getMessage());
        if (!table.repeats(caught)) {
            // Camel goes on repeating as the call's former failure has it, such as a 503 before a 403.
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
            return;
        }
        wait(caught).ifPresent(wait -> {
            if (wait.compareTo(longest) > 0) {
                exchange.getExchangeExtension().setRedeliveryExhausted(true);
            } else {
                exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, Math.max(wait.toMillis(), 1));
            }
        });
    }

    private static Optional<Duration> wait(Throwable caught) {
        for (Throwable at = caught; at != null; at = at.getCause()) {
            if (at instanceof ExportAnswer answer) {
                return answer.retryAfter();
            }
        }
        return Optional.empty();
    }
}
