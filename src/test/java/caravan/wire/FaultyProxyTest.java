package caravan.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FaultyProxyTest {
    private static final String BODY = "0123456789";
    private static final int PATIENCE = 300;

    private final List<String> served = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private FaultyProxy proxy;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            served.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            exchange.sendResponseHeaders(200, BODY.length());
            exchange.getResponseBody().write(BODY.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        server.stop(0);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("faulty-proxy")) {
                thread.join(PATIENCE);
                assertThat(thread.isAlive()).as("a thread that is left").isFalse();
            }
        }
    }

    @Test
    void what_passes_is_as_it_was_sent() throws Exception {
        through(Script.of());

        assertThat(asked("/a")).endsWith(BODY);
        assertThat(served).containsExactly("/a ");
        assertThat(proxy.counts()).containsExactly(Map.entry(Fault.Kind.PASS, 1));
    }

    @Test
    void each_connection_takes_the_next_fault() throws Exception {
        through(Script.of(Fault.cut(Fault.Way.DOWN, 7), Fault.pass(), Fault.cut(Fault.Way.DOWN, 3)));

        assertThat(asked("/a")).isEqualTo("HTTP/1.");
        assertThat(asked("/b")).endsWith(BODY);
        assertThat(asked("/c")).isEqualTo("HTT");
        assertThat(asked("/d")).endsWith(BODY);
    }

    @Test
    void a_cut_of_the_request_keeps_it_from_the_server() throws Exception {
        through(Script.of(Fault.cut(Fault.Way.UP, 10)));

        assertThat(asked("/a")).isEmpty();
        assertThat(served).isEmpty();
        assertThat(proxy.count(Fault.Kind.CUT)).isEqualTo(1);
    }

    @Test
    void a_place_in_the_body_is_counted_from_the_end_of_the_head() throws Exception {
        through(Script.of(Fault.cut(Fault.Way.DOWN, 4).inBody()));

        assertThat(asked("/a")).endsWith("\r\n\r\n0123");
    }

    @Test
    void a_reset_is_one() throws Exception {
        through(Script.of(Fault.reset(Fault.Way.DOWN, 0)));

        assertThatThrownBy(() -> asked("/a")).isInstanceOf(SocketException.class);
        assertThat(served).hasSize(1);
    }

    @Test
    void a_black_hole_says_nothing_and_asks_nobody() throws Exception {
        through(Script.of(Fault.blackHole()));

        assertThatThrownBy(() -> asked("/a")).isInstanceOf(SocketTimeoutException.class);
        assertThat(served).isEmpty();
        assertThat(asked("/b")).endsWith(BODY);
    }

    @Test
    void a_swallowed_reply_was_to_a_request_that_is_done() throws Exception {
        through(Script.of(Fault.swallowReply()));

        assertThat(asked("/a")).isEmpty();
        assertThat(served).containsExactly("/a ");
    }

    @Test
    void a_flipped_byte_is_the_one_at_its_place_and_no_other() throws Exception {
        through(Script.of(Fault.flip(Fault.Way.DOWN, 4).inBody()));

        assertThat(asked("/a")).endsWith("\r\n\r\n0123556789");
        assertThat(proxy.counts()).containsExactly(Map.entry(Fault.Kind.FLIP, 1));
    }

    @Test
    void a_half_close_ends_one_way() throws Exception {
        through(Script.of(Fault.halfClose(Fault.Way.DOWN, 8)));

        assertThat(asked("/a")).isEqualTo("HTTP/1.1");
    }

    @Test
    void a_slow_connection_is_as_fast_as_any_once_everything_passes() throws Exception {
        through(Script.of(Fault.drip(Duration.ofHours(1))));
        assertThatThrownBy(() -> asked("/a")).isInstanceOf(SocketTimeoutException.class);

        try (Socket client = client("/b")) {
            proxy.passEverything();
            assertThat(read(client)).endsWith(BODY);
        }
    }

    @Test
    void a_rate_is_kept_on_average() throws Exception {
        through(Script.of(Fault.rate(1000)));

        long begin = System.nanoTime();
        int bytes = asked("/a").length();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(bytes / 2));
    }

    @Test
    void a_fault_that_waits_for_a_request_takes_that_one_only() throws Exception {
        through(Script.of());
        proxy.on("GET /b", Fault.swallowReply());

        assertThat(asked("/a")).endsWith(BODY);
        assertThat(asked("/b")).isEmpty();
        assertThat(asked("/b")).endsWith(BODY);
        assertThat(proxy.requests()).containsExactly("GET /a HTTP/1.1", "GET /b HTTP/1.1", "GET /b HTTP/1.1");
    }

    @Test
    void the_same_seed_gives_the_same_faults() throws Exception {
        through(Script.of());
        Map<Fault.Kind, Integer> all = new EnumMap<>(Fault.Kind.class);
        Stream.of(Fault.Kind.values()).forEach(kind -> all.put(kind, 1));
        Script one = Script.seeded(7, all);
        Script other = Script.seeded(7, all);
        Script another = Script.seeded(8, all);

        List<Fault> faults = Stream.generate(one::next).limit(200).toList();
        assertThat(Stream.generate(other::next).limit(200)).isEqualTo(faults);
        assertThat(Stream.generate(another::next).limit(200)).isNotEqualTo(faults);
        assertThat(faults).extracting(Fault::kind).contains(Fault.Kind.values());
    }

    private void through(Script script) throws IOException {
        proxy = new FaultyProxy(server.getAddress(), script);
    }

    private String asked(String path) throws IOException {
        try (Socket client = client(path)) {
            return read(client);
        }
    }

    private Socket client(String path) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE);
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String read(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.US_ASCII);
    }
}
