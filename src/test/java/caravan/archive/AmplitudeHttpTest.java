package caravan.archive;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.config.CheckedNames;
import caravan.config.Project;
import caravan.config.Secret;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route ask-amplitude as it is in routes/40-fetch-export.camel.yaml, against a server on loopback that misbehaves. */
@Timeout(60)
class AmplitudeHttpTest {
    private static final HourRange HOURS = HourRange.of(Hour.parse("2026-11-01T05"));
    private static final Limits SHORT = new Limits(
            Duration.ofSeconds(30),
            Duration.ofMillis(400),
            1000,
            Duration.ofMillis(900),
            Duration.ofSeconds(20),
            1 << 20,
            10,
            1 << 20,
            200,
            1 << 10);

    @TempDir
    Path root;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor();
    private final TestClock clock = TestClock.at("2026-11-02T00:00:00Z");
    private Spool spool;
    private Loopback amplitude;

    /** What the route calls {@code fetch} and its variable {@code window}. */
    public final class Window {
        public String uri() {
            return amplitude.url() + "/api/2/export";
        }

        public String query() {
            return "start=20261101T05&end=20261101T05";
        }

        public String projectName() {
            return "demo";
        }
    }

    /** Spools a 200; gives the status of everything else. */
    public final class Fetch {
        public Object receive(Window window, int status, String retryAfter, InputStream body) throws IOException {
            if (status == 200) {
                return spool.receive("demo-0123456789abcdef", HOURS, body);
            }
            try (InputStream words = body) {
                return status + " " + new String(words.readNBytes(4096), StandardCharsets.UTF_8);
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        spool = new Spool(root, Long.MAX_VALUE, clock);
        amplitude = new Loopback();
        Project demo = new Project("demo", new Secret("key"), new Secret("s3cr\u00e9t"), URI.create(amplitude.url()));
        camel.getRegistry().bind("amplitudeHttp", new AmplitudeHttp(Map.of("demo", demo), SHORT, watches));
        camel.getRegistry().bind("impatient", new AmplitudeHttp(Map.of("demo", demo), impatient(), watches));
        camel.getRegistry().bind("fetch", new Fetch());
        camel.getRegistry().bind("failureTable", new Object());
        camel.getRegistry().bind("retryAfter", (org.apache.camel.Processor) exchange -> {});
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("fetch.camel.yaml", asked()));
        camel.start();
    }

    private static Limits impatient() {
        return new Limits(
                Duration.ofMillis(300),
                SHORT.silence(),
                SHORT.bytesPerSecond(),
                SHORT.rateOver(),
                SHORT.deadline(),
                SHORT.archive(),
                SHORT.entries(),
                SHORT.inflated(),
                SHORT.ratio(),
                SHORT.line());
    }

    /** The second route of the file: the one that asks. */
    private static String asked() throws IOException {
        String all = Files.readString(Path.of("routes/40-fetch-export.camel.yaml"));
        return all.substring(all.lastIndexOf("- route:"));
    }

    @AfterEach
    void stop() throws IOException {
        amplitude.close();
        camel.stop();
        watches.shutdownNow();
    }

    private Exchange ask() {
        return camel.createProducerTemplate().request("direct:ask-amplitude", exchange -> {
            exchange.setVariable("window", new Window());
            exchange.getIn().setHeader("Cookie", "ours=1");
        });
    }

    private Throwable failed() throws IOException {
        Exchange exchange = ask();
        assertThat(exchange.getException())
                .as("the body is %s", exchange.getMessage().getBody())
                .isNotNull();
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .containsExactly("lock");
        }
        return exchange.getException();
    }

    private static String ok(String headers, String body) {
        return "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
    }

    // Requests.

    @Test
    void the_first_request_carries_the_projects_credentials() {
        amplitude.answers(ok("Content-Length: 3\r\n", "abc"));

        Exchange exchange = ask();

        String pair = Base64.getEncoder().encodeToString("key:s3cr\u00e9t".getBytes(StandardCharsets.UTF_8));
        assertThat(exchange.getException()).isNull();
        assertThat(amplitude.requests())
                .singleElement()
                .asString()
                .startsWith("GET /api/2/export?start=20261101T05&end=20261101T05 HTTP/1.1\n")
                .contains("\nauthorization: Basic " + pair + "\n");
    }

    @Test
    void nothing_of_ours_travels_along() {
        amplitude.answers(ok("Content-Length: 3\r\n", "abc"));

        ask();

        assertThat(amplitude.requests().get(0).toLowerCase(Locale.ROOT))
                .doesNotContain("caravan-project")
                .doesNotContain("camel")
                .doesNotContain("cookie");
    }

    @Test
    void no_message_of_the_route_holds_the_credentials() {
        amplitude.answers(ok("Content-Length: 3\r\n", "abc"));

        Exchange exchange = ask();

        assertThat(exchange.getMessage().getHeaders().toString() + exchange.getProperties() + exchange.getVariables())
                .doesNotContain("Basic")
                .doesNotContain("s3cr");
    }

    @Test
    void the_keys_of_a_project_are_sent_to_no_other_host() {
        String elsewhere = amplitude.url().replace("127.0.0.1", "localhost");
        assertThat(elsewhere).isNotEqualTo(amplitude.url());

        Exchange exchange = camel.createProducerTemplate()
                .request(elsewhere + "/x?httpClientConfigurer=#amplitudeHttp", asked -> asked.getIn()
                        .setHeader(AmplitudeHttp.PROJECT, "demo"));

        assertThat(exchange.getException()).hasStackTraceContaining("its keys were not sent");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_name_that_has_come_to_be_a_metadata_services_is_not_asked() {
        Project rebound = new Project(
                "demo", new Secret("key"), new Secret("s3cr\u00e9t"), URI.create("http://rebound.test:" + port()));
        CheckedNames names = new CheckedNames(new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName("169.254.169.254")};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
        camel.getRegistry().bind("rebound", new AmplitudeHttp(Map.of("demo", rebound), SHORT, watches, names));

        Exchange exchange = camel.createProducerTemplate()
                .request(rebound.url() + "/x?httpClientConfigurer=#rebound", any -> any.getIn()
                        .setHeader(AmplitudeHttp.PROJECT, "demo"));

        assertThat(exchange.getException())
                .isInstanceOf(SourceFault.class)
                .hasMessageContainingAll("rebound.test is at", "169.254.169.254", "nothing was sent");
    }

    private int port() {
        return URI.create(amplitude.url()).getPort();
    }

    @Test
    void a_request_without_a_project_is_never_sent() {
        Exchange exchange = camel.createProducerTemplate()
                .request(amplitude.url() + "/x?httpClientConfigurer=#amplitudeHttp", any -> {});

        assertThat(exchange.getException()).hasStackTraceContaining("names no project");
        assertThat(amplitude.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500, 503})
    void an_answer_that_is_no_archive_costs_one_request(int status) {
        amplitude.answers("HTTP/1.1 " + status
                + " No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nRetry-After: 1\r\nContent-Length: 3\r\n\r\nwhy");

        assertThat(ask().getMessage().getBody()).isEqualTo(status + " why");
        assertThat(amplitude.requests()).hasSize(1);
    }

    @Test
    void a_connection_that_is_closed_without_an_answer_costs_one_request() throws IOException {
        amplitude.answers("");

        assertThat(failed()).isInstanceOf(IOException.class);
        assertThat(amplitude.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed_and_nobody_else_sees_the_credentials(int status) throws IOException {
        try (Loopback elsewhere = new Loopback()) {
            elsewhere.answers(ok("Content-Length: 3\r\n", "abc"));
            amplitude.answers("HTTP/1.1 " + status + " Moved\r\nLocation: " + elsewhere.url()
                    + "/x\r\nContent-Length: 3\r\n\r\nwhy");

            assertThat(ask().getMessage().getBody()).isEqualTo(status + " why");
            assertThat(amplitude.requests()).hasSize(1);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_cookie_is_not_sent_back() {
        amplitude.answers(ok("Set-Cookie: a=b\r\nContent-Length: 3\r\nConnection: close\r\n", "abc"));

        ask();
        ask();

        assertThat(amplitude.requests()).hasSize(2).noneMatch(request -> request.contains("cookie"));
    }

    // Bodies.

    @Test
    void a_whole_answer_is_an_archive_in_the_spool() {
        amplitude.answers(ok("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

        assertThat(ask().getMessage().getBody(Archive.class).file()).hasContent("abcde");
    }

    @Test
    void an_answer_that_does_not_begin_is_given_up() {
        amplitude.answersThen(out -> amplitude.holds());

        Exchange exchange = camel.createProducerTemplate()
                .request(amplitude.url() + "/x?httpClientConfigurer=#impatient", any -> any.getIn()
                        .setHeader(AmplitudeHttp.PROJECT, "demo"));

        assertThat(exchange.getException())
                .isInstanceOf(SourceFault.class)
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(amplitude.requests()).hasSize(1);
    }

    /** Long before the wait for a first byte would be over. */
    @Test
    @Timeout(20)
    void a_body_that_falls_silent_is_given_up() throws IOException {
        amplitude.answersThen(out -> {
            send(out, ok("Content-Length: 900000\r\n", "x".repeat(5000)));
            amplitude.holds();
        });

        assertThat(failed()).isInstanceOf(IOException.class).hasMessageContaining("no byte came for PT0.4S");
        assertThat(amplitude.requests()).hasSize(1);
    }

    @Test
    void a_body_that_drips_is_given_up() throws IOException {
        amplitude.answersThen(out -> {
            send(out, ok("Content-Length: 900000\r\n", ""));
            while (!amplitude.isClosed()) {
                send(out, "x");
                amplitude.holdsFor(Duration.ofMillis(50));
            }
        });

        assertThat(failed()).isInstanceOf(IOException.class).hasMessageContaining("1000 bytes a second");
    }

    @Test
    void a_body_without_end_is_given_up_at_the_archives_limit() throws IOException {
        amplitude.answersThen(out -> {
            send(out, ok("Connection: close\r\n", ""));
            while (!amplitude.isClosed()) {
                send(out, "x".repeat(1 << 14));
            }
        });

        assertThat(failed())
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("1048576 bytes (caravan.limits.archive)");
    }

    @Test
    void a_body_of_exactly_the_archives_limit_is_taken() {
        amplitude.answers(ok("Content-Length: 1048576\r\n", "x".repeat(1 << 20)));

        assertThat(ask().getMessage().getBody(Archive.class).bytes()).isEqualTo(1 << 20);
    }

    @Test
    void a_body_cut_short_of_its_length_is_no_archive() throws IOException {
        amplitude.answers(ok("Content-Length: 4\r\nConnection: close\r\n", "abc"));

        assertThat(failed()).isInstanceOf(IOException.class);
        assertThat(amplitude.requests()).hasSize(1);
    }

    @Test
    void a_chunked_body_that_is_cut_is_no_archive() throws IOException {
        amplitude.answers(ok("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n5\r\nde"));

        assertThat(failed()).isInstanceOf(IOException.class);
    }

    @Test
    void a_body_is_stored_as_it_came_whatever_encoding_it_claims() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1000]);
        }
        amplitude.answersThen(out -> {
            send(out, ok("Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n", ""));
            out.write(packed.toByteArray());
        });

        assertThat(ask().getMessage().getBody(Archive.class).file()).hasBinaryContent(packed.toByteArray());
        assertThat(amplitude.requests().get(0)).doesNotContain("accept-encoding");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    interface Answer {
        void to(OutputStream out) throws IOException;
    }

    /** A server on a free loopback port; reads a request, gives the answer, closes the connection. */
    static final class Loopback implements AutoCloseable {
        private final ServerSocket server;
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final java.util.concurrent.CountDownLatch closed = new java.util.concurrent.CountDownLatch(1);
        private volatile Answer answer = out -> {};

        Loopback() throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread accepting = new Thread(this::accept, "loopback");
            accepting.setDaemon(true);
            accepting.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        void answers(String text) {
            answersThen(out -> send(out, text));
        }

        void answersThen(Answer next) {
            answer = next;
        }

        /** Each with its request line as it came, then its headers, names in lower case. */
        List<String> requests() {
            return List.copyOf(requests);
        }

        boolean isClosed() {
            return closed.getCount() == 0;
        }

        /** Says nothing until the test is at its end. */
        void holds() {
            holdsFor(Duration.ofMinutes(1));
        }

        void holdsFor(Duration time) {
            try {
                closed.await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread answering = new Thread(() -> converse(socket), "loopback-answer");
                    answering.setDaemon(true);
                    answering.start();
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void converse(Socket socket) {
            try (socket) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                List<String> lines = new ArrayList<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    int colon = line.indexOf(':');
                    lines.add(
                            lines.isEmpty()
                                    ? line
                                    : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
                }
                if (!lines.isEmpty()) {
                    requests.add(String.join("\n", lines) + "\n");
                    answer.to(socket.getOutputStream());
                }
            } catch (IOException e) {
                // The client hung up: that is what some tests are about, and they see it at their own end.
            }
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            server.close();
        }
    }
}
