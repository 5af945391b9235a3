package caravan.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.ArchiveRefused;
import caravan.archive.ExportAnswer;
import java.io.File;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code routes/on-failure.camel.yaml} around a call that fails as the test says. */
class OnFailureRouteTest extends CamelTestSupport {
    private final Deque<Exception> faults = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Properties properties = new Properties();
        properties.put("caravan.redelivery.retries", "3");
        properties.put("caravan.redelivery.delay", "1");
        properties.put("caravan.redelivery.max-delay", "2");
        context.getPropertiesComponent().setOverrideProperties(properties);
        context.getRegistry().bind("failureTable", new FailureTable());
        context.getRegistry().bind("retryAfter", new RetryAfter(Duration.ofSeconds(1), 4));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/on-failure.camel.yaml"));
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").routeConfigurationId("on-failure").process(OnFailureRouteTest.this::call);
            }
        };
    }

    private void call(Exchange exchange) throws Exception {
        sent.add(Files.readString(exchange.getIn().getBody(File.class).toPath()));
        if (!faults.isEmpty()) {
            throw faults.pop();
        }
    }

    private void send() throws IOException {
        Path file = Files.writeString(folder.resolve("object"), "the same bytes");
        template.requestBody("direct:call", file.toFile());
    }

    @Test
    void a_call_that_fails_twice_sends_the_same_bytes_a_third_time() throws Exception {
        faults.add(new SocketException("reset"));
        faults.add(new IOException("cut"));

        send();

        assertThat(sent).containsExactly("the same bytes", "the same bytes", "the same bytes");
    }

    @Test
    void a_call_is_given_up_after_its_tries_and_its_failure_goes_on() {
        for (int i = 0; i < 10; i++) {
            faults.add(new SocketException("reset " + i));
        }

        assertThatThrownBy(this::send).hasRootCauseMessage("reset 3");
        assertThat(sent).hasSize(4);
    }

    @Test
    void what_a_repeat_cannot_mend_is_called_once() {
        faults.add(new ArchiveRefused("no ZIP"));

        assertThatThrownBy(this::send).hasRootCauseMessage("no ZIP");
        assertThat(sent).hasSize(1);
    }

    @Test
    void an_answer_that_asks_for_a_short_wait_is_asked_again() throws Exception {
        faults.add(new ExportAnswer(429, "slow down", 1, Duration.ofMillis(5)));

        send();

        assertThat(sent).hasSize(2);
    }

    @Test
    void an_answer_that_asks_for_a_longer_wait_than_ours_is_not_asked_again() {
        faults.add(new ExportAnswer(429, "slow down", 1, Duration.ofHours(1)));

        assertThatThrownBy(this::send).hasRootCauseInstanceOf(ExportAnswer.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void a_fault_of_ours_is_not_repeated() {
        faults.add(new IllegalStateException("a bug"));

        assertThatThrownBy(this::send).hasRootCauseMessage("a bug");
        assertThat(sent).hasSize(1);
    }
}
