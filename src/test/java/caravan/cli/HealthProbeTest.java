package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The probe as a container engine runs it: a process, told of by its exit code. */
class HealthProbeTest {
    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer service;
    private int status = 200;

    @BeforeEach
    void aService() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " http://"
                    + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private record Ended(int code, String out) {}

    private Ended probe(String address) throws Exception {
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HealthProbe.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("CARAVAN_HTTP_ADDRESS", address);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(out).strip());
        } finally {
            process.destroyForcibly();
        }
    }

    private int port() {
        return service.getAddress().getPort();
    }

    private String live() {
        return "GET http://127.0.0.1:" + port() + "/observe/health/live";
    }

    @Test
    void a_service_that_answers_200_is_alive() throws Exception {
        assertThat(probe("127.0.0.1:" + port())).isEqualTo(new Ended(0, "HTTP/1.1 200 OK"));
        assertThat(asked).containsExactly(live());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "[::]", ""})
    void a_service_that_listens_everywhere_is_asked_on_loopback(String everywhere) throws Exception {
        assertThat(probe(everywhere + ":" + port()).code()).isZero();
        assertThat(asked).containsExactly(live());
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 404, 302, 204})
    void any_other_answer_is_none(int other) throws Exception {
        status = other;

        assertThat(probe("127.0.0.1:" + port()).code()).isEqualTo(1);
    }

    @Test
    void nobody_at_the_port_is_not_alive() throws Exception {
        service.stop(0);

        Ended ended = probe("127.0.0.1:" + port());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).startsWith("127.0.0.1:" + port() + " does not answer: ");
    }

    @Test
    void a_service_that_takes_the_call_and_says_nothing_is_not_alive() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Ended ended = probe("127.0.0.1:" + silent.getLocalPort());

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).containsIgnoringCase("timed out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "8080", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:65536", ""})
    void an_address_without_a_port_that_can_be_asked_is_told(String address) throws Exception {
        assertThat(probe(address))
                .isEqualTo(new Ended(
                        1,
                        "CARAVAN_HTTP_ADDRESS = '" + address
                                + "': the probe needs host:port with a port from 1 to 65535"));
    }
}
