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
 * begun: the failure goes on as it is, and the hour stays due.
 */
public final class RetryAfter implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RetryAfter.class);

    private final Duration longest;

    public RetryAfter(Duration longest) {
        this.longest = longest;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.info("a call failed and is repeated while tries are left: {}", caught.getMessage());
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
