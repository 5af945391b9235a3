package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3ConnectionTest {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet());
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_endpoint_is_asked_in_path_style_with_the_default_region_and_checksums() throws Exception {
        String request = request(settings(Optional.empty(), false, Optional.empty()));

        assertThat(request)
                .startsWith("/lake/a.json")
                .contains("/us-east-1/s3/")
                .contains("X-amz-trailer");
        assertThat(request).doesNotContain("X-amz-security-token");
    }

    @Test
    void a_region_that_is_given_is_signed_for() throws Exception {
        assertThat(request(settings(Optional.of("eu-central-1"), false, Optional.empty())))
                .contains("/eu-central-1/s3/");
    }

    @Test
    void a_store_that_refuses_trailing_checksums_gets_none() throws Exception {
        assertThat(request(settings(Optional.empty(), true, Optional.empty()))).doesNotContain("trailer", "checksum");
    }

    @Test
    void a_session_token_goes_along() throws Exception {
        assertThat(request(settings(Optional.empty(), false, Optional.of(new Secret("the-token")))))
                .contains("X-amz-security-token=[the-token]");
    }

    @Test
    void a_metadata_service_is_not_asked_wherever_its_address_comes_from() {
        try (S3Client client =
                S3Connection.client(S3Server.settings(URI.create("http://169.254.169.254:1"), "secret"))) {
            assertThatThrownBy(() -> client.headBucket(any -> any.bucket("lake")))
                    .rootCause()
                    .hasMessageContainingAll("169.254.169.254 is at", "nothing was sent");
        }
    }

    @Test
    void settings_print_no_secret() {
        assertThat(settings(Optional.empty(), false, Optional.of(new Secret("the-token")))
                        .toString())
                .doesNotContain("the-access", "the-secret", "the-token");
    }

    private String request(S3Settings settings) throws Exception {
        try (S3Client client = S3Connection.client(settings, 1)) {
            new S3Store(client, settings.bucket(), "").create("a.json", new byte[1]);
        }
        return asked.take();
    }

    private S3Settings settings(Optional<String> region, boolean whenRequired, Optional<Secret> token) {
        return new S3Settings(
                "lake",
                region,
                // By name: an address is asked in path style anyway.
                Optional.of(URI.create("http://localhost:" + server.getAddress().getPort())),
                whenRequired,
                Optional.of(new S3Settings.Credentials(new Secret("the-access"), new Secret("the-secret"), token)));
    }
}
