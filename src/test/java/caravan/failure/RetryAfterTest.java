package caravan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.ExportAnswer;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RetryAfter retryAfter = new RetryAfter(Duration.ofMinutes(2), 4);

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange asked(Throwable caught) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        retryAfter.process(exchange);
        return exchange;
    }

    private static ExportAnswer answer(Duration wait) {
        return new ExportAnswer(429, "slow down", 1, wait);
    }

    @Test
    void the_next_try_waits_as_long_as_the_answer_says() {
        Exchange exchange = asked(answer(Duration.ofSeconds(7)));

        assertThat(exchange.getIn().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(7000L);
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isFalse();
    }

    @Test
    void the_longest_wait_is_still_waited() {
        Exchange exchange = asked(answer(Duration.ofMinutes(2)));

        assertThat(exchange.getIn().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(120_000L);
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isFalse();
    }

    @Test
    void a_longer_wait_is_not_begun() {
        Exchange exchange = asked(answer(Duration.ofMinutes(2).plusMillis(1)));

        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isTrue();
        assertThat(exchange.getIn().getHeaders()).isEmpty();
    }

    @Test
    void a_time_that_has_passed_is_no_wait() {
        assertThat(asked(answer(Duration.ofSeconds(-9))).getIn().getHeader(Exchange.REDELIVERY_DELAY))
                .isEqualTo(1L);
    }

    @Test
    void an_answer_without_a_time_leaves_the_delay_to_the_policy() {
        Exchange exchange = asked(answer(null));

        assertThat(exchange.getIn().getHeaders()).isEmpty();
        assertThat(exchange.getExchangeExtension().isRedeliveryExhausted()).isFalse();
    }

    @Test
    void what_is_no_answer_leaves_the_delay_to_the_policy() {
        assertThat(asked(new IOException("reset")).getIn().getHeaders()).isEmpty();
    }

    /** Camel keeps repeating as a call's former failure has it. */
    @Test
    void a_refusal_after_a_passing_failure_is_not_repeated() {
        assertThat(asked(new ExportAnswer(403, "no", 1, null))
                        .getExchangeExtension()
                        .isRedeliveryExhausted())
                .isTrue();
    }

    @Test
    void a_wrapped_answer_is_heard() {
        assertThat(asked(new RuntimeException(answer(Duration.ofSeconds(3))))
                        .getIn()
                        .getHeader(Exchange.REDELIVERY_DELAY))
                .isEqualTo(3000L);
    }
}
