package caravan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Configuration;
import caravan.config.Secret;
import caravan.failure.Failure;
import caravan.sync.Telling;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real route {@code ask-webhook}, against servers on loopback that misbehave. */
@Timeout(60)
class WebhookHttpTest {
    private static final Notice NOTICE =
            new Notice("web", Told.unknown(Failure.Kind.BUG, LocalDate.EPOCH), null, "words");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor();

    /** Says this at once, then nothing, and never hangs up. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private volatile Socket held;

        Silent(String says) throws IOException {
            Thread thread = new Thread(
                    () -> {
                        try {
                            held = listening.accept();
                            OutputStream out = held.getOutputStream();
                            out.write(says.getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                        } catch (IOException closed) {
                            // The test is at its end.
                        }
                    },
                    "silent");
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort() + "/secret";
        }

        @Override
        public void close() throws IOException {
            listening.close();
            if (held != null) {
                held.close();
            }
        }
    }

    @BeforeEach
    void load() throws Exception {
        camel.getRegistry().bind("telling", new Telling(Optional.empty(), Clock.systemUTC()));
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/notify.camel.yaml"));
    }

    @AfterEach
    void stop() {
        camel.stop();
        watches.shutdownNow();
    }

    private Exchange posted(String url) {
        return posted(new WebhookHttp(Optional.of(new Secret(url)), watches, Duration.ofMillis(300)));
    }

    private Exchange posted(WebhookHttp webhook) {
        camel.getRegistry().bind("webhookHttp", webhook);
        camel.start();
        return camel.createProducerTemplate()
                .request("direct:ask-webhook", any -> any.getIn().setBody(NOTICE));
    }

    private static Optional<String> toNobody(Exchange exchange) {
        return Outcome.of(NOTICE, exchange.getException());
    }

    @Test
    void a_message_that_went_out_without_an_answer_counts_as_told() throws Exception {
        try (Silent silent = new Silent("")) {
            assertThat(toNobody(posted(silent.url()))).isEmpty();
        }
    }

    @Test
    void an_answer_that_never_ends_is_cut_and_counts_as_told() throws Exception {
        try (Silent silent = new Silent("HTTP/1.1 200 OK\r\nX-Long: ")) {
            assertThat(toNobody(posted(silent.url()))).isEmpty();
        }
    }

    @Test
    void a_body_that_never_ends_is_not_waited_for() throws Exception {
        try (Silent silent = new Silent("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n<html>")) {
            Exchange exchange = posted(silent.url());

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(200);
        }
    }

    @Test
    void a_webhook_that_nobody_could_be_reached_at_came_to_nobody_and_its_path_is_not_said() {
        Exchange exchange = posted("http://127.0.0.1:1/secret");

        assertThat(toNobody(exchange)).hasValueSatisfying(why -> assertThat(why)
                .contains("HttpHostConnectException", "caravan.notify.webhook")
                .doesNotContain("127.0.0.1"));
        assertThat(exchange.getException().toString() + exchange.getMessage().getHeaders() + exchange.getProperties())
                .doesNotContain("/secret");
    }

    @Test
    void nothing_of_the_messages_headers_goes_out_and_nothing_of_the_address_stays_behind() throws Exception {
        try (Inbox inbox = new Inbox()) {
            Exchange exchange = posted(inbox.url("/secret"));

            assertThat(inbox.texts()).containsExactly("words");
            assertThat(exchange.getMessage().getHeaders().toString() + exchange.getProperties())
                    .doesNotContain("/secret");
            assertThat(camel.getEndpoints().toString())
                    .contains("webhook.invalid")
                    .doesNotContain("/secret");
        }
    }

    @Test
    void an_address_that_is_replaced_while_a_message_is_on_its_way_is_that_of_the_next_one(@TempDir Path place)
            throws Exception {
        try (Inbox inbox = new Inbox()) {
            Path file = Files.writeString(place.resolve("webhook"), inbox.url("/first"));
            Secret webhook = inFile(file);
            ScheduledExecutorService replaces = new ScheduledThreadPoolExecutor(1) {
                @Override
                public ScheduledFuture<?> schedule(Runnable cut, long delay, TimeUnit unit) {
                    replaced(file, inbox.url("/second"));
                    webhook.renew();
                    return super.schedule(cut, delay, unit);
                }
            };

            posted(new WebhookHttp(Optional.of(webhook), replaces));
            replaces.shutdownNow();

            assertThat(inbox.requests()).containsExactly("POST /first application/json");
        }
    }

    private static Secret inFile(Path file) throws Exception {
        Map<String, String> set = Map.of(
                "caravan.amplitude.api-key",
                "a",
                "caravan.amplitude.secret-key",
                "s",
                "caravan.store",
                "file",
                "caravan.notify.webhook-file",
                file.toString());
        return Configuration.of(set, file.getParent(), Clock.systemUTC())
                .settings()
                .notifications()
                .webhook()
                .orElseThrow();
    }

    private static void replaced(Path file, String url) {
        try {
            Files.writeString(file, url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_metadata_service_is_not_asked() {
        assertThat(toNobody(posted("http://169.254.169.254/secret")))
                .hasValueSatisfying(why -> assertThat(why).contains("UnknownHostException"));
    }
}
