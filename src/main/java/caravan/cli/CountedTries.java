package caravan.cli;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.failure.RetryAfter;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells of each call that failed and is made once more.
 *
 * @param most tries of a call, the first counted
 */
record CountedTries(RetryAfter waits, int most, FailureTable table, Consumer<Failure.Kind> repeated)
        implements Processor {
    @Override
    public void process(Exchange exchange) {
        int tried = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        waits.process(exchange);
        if (tried < most && !exchange.getExchangeExtension().isRedeliveryExhausted()) {
            Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            repeated.accept(table.classify(caught).kind());
        }
    }
}
