package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.cli.Engine;
import caravan.cli.StoreAccess;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.sync.Run;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a server whose certificate is good, for its own name, gets a request: Amplitude and the store, whatever a route says. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CertificatesTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @TempDir
    static Path keys;

    private static Certificates certificates;

    @TempDir
    Path place;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpsServer server;

    @BeforeAll
    static void trust() throws Exception {
        certificates = new Certificates(keys);
        System.setProperty(TRUST_STORE, certificates.trustStore().toString());
        System.setProperty(TRUST_STORE + "Password", "changeit");
    }

    @AfterAll
    static void trustAsBefore() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "self-signed, unable to find valid certification path",
        "of-another-host, subject alternative names",
        "expired, validity check failed"
    })
    void amplitude_with_a_wrong_certificate_is_asked_nothing(String certificate, String words) throws Exception {
        try (App app = asking(certificate)) {
            Run run = app.sync();

            assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.SOURCE_AWAY);
            assertThat(run.failures().toString()).contains("no answer from Amplitude", words);
            assertThat(requests).isEmpty();
        }
    }

    /** Who edits routes can do much, but not this by a slip: Camel's own switches have no effect on who is trusted. */
    @Test
    void no_option_of_the_route_has_a_wrong_certificate_accepted() throws Exception {
        Path routes = RouteYaml.copied(place);
        RouteYaml.edit(
                routes.resolve("40-fetch-export.camel.yaml"),
                "followRedirects: false",
                "followRedirects: false\n              x509HostnameVerifier: \"#anyName\"\n"
                        + "              sslContextParameters: \"#anybody\"");
        TrustManagersParameters everybody = new TrustManagersParameters();
        everybody.setTrustManager(TrustAllTrustManager.INSTANCE);
        SSLContextParameters anybody = new SSLContextParameters();
        anybody.setTrustManagers(everybody);
        try (App app = asking("self-signed").onRoutes(routes)) {
            Engine engine = app.bind(Engine.Life.ONE_SHOT);
            app.camel().bind("anybody", anybody);
            app.camel().bind("anyName", NoopHostnameVerifier.INSTANCE);
            engine.start();
            Run run = app.sync();

            assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.SOURCE_AWAY);
            assertThat(requests).isEmpty();
        }
    }

    @Test
    void amplitude_with_a_good_certificate_is_asked() throws Exception {
        try (App app = asking("good")) {
            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "self-signed, unable to find valid certification path",
        "of-another-host, subject alternative names",
        "expired, validity check failed"
    })
    void a_store_with_a_wrong_certificate_is_asked_nothing(String certificate, String words) throws Exception {
        try (StoreAccess access = store(certificate)) {
            assertThatThrownBy(() -> access.store().get("a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(words);
            assertThat(requests).isEmpty();
        }
    }

    @Test
    void a_store_with_a_good_certificate_is_asked() throws Exception {
        try (StoreAccess access = store("good")) {
            assertThatThrownBy(() -> access.store().get("a")).hasMessageContaining("404");
            assertThat(requests).isNotEmpty();
        }
    }

    private App asking(String certificate) throws Exception {
        start(certificate);
        return new App(place).since(App.LAST).asks(url()).set("caravan.redelivery.tries", "1");
    }

    private StoreAccess store(String certificate) throws Exception {
        start(certificate);
        App app = new App(place)
                .asks("https://127.0.0.1")
                .set("caravan.store", "s3")
                .set("caravan.s3.bucket", "lake")
                .set("caravan.s3.endpoint", url())
                .set("caravan.s3.access-key", "a-key")
                .set("caravan.s3.secret-key", "a-secret");
        return StoreAccess.of(app.configuration().settings());
    }

    private String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has no data and no object, in the words of both. */
    private void start(String certificate) throws Exception {
        server = certificates.server(certificate);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        byte[] body = "Raw data files were not found.".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
