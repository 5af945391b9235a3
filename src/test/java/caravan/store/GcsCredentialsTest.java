package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.Configuration;
import caravan.config.GcsKeys;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a token, who is asked for one, and what becomes of it. The Google of these tests is on loopback. */
class GcsCredentialsTest {
    private static final Tries TRIES = GcsFault.tries("lake", Duration.ZERO);

    @TempDir
    Path place;

    private GcsServer server;
    private Answers google;

    @BeforeEach
    void start() throws Exception {
        server = new GcsServer();
        google = new Answers();
    }

    @AfterEach
    void stop() {
        google.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4443, false",
        "http://localhost:4443, false",
        "https://storage.example.com, false",
        "https://googleapis.com.example.com, false",
        "https://storage.googleapis.com, true",
        "https://storage-ours.p.googleapis.com, true",
        ", true"
    })
    void only_googles_own_servers_get_a_token(String endpoint, boolean token) throws Exception {
        GcsKeys keys = new GcsKeys(
                "lake", Optional.empty(), Optional.ofNullable(endpoint).map(URI::create), Optional.empty());

        assertThat(GcsCredentials.of(keys).isPresent()).isEqualTo(token);
    }

    /** Nor is the metadata server of a cloud: without credentials nobody is asked for any. */
    @Test
    void a_server_of_ones_own_is_asked_without_credentials_and_google_is_not_asked_for_any() throws Exception {
        token("canary");
        GcsKeys keys = new GcsKeys(
                server.bucket(),
                Optional.empty(),
                Optional.of(server.endpoint()),
                keys(file("a@b.example")).credentials());

        try (GcsStore store = GcsStore.open(keys, "", 5, GcsStoreTest.AT_ONCE)) {
            store.create("a", new byte[1]);
        }
        assertThat(server.objects()).containsKey("a");
        assertThat(google.asked()).isEmpty();
    }

    @Test
    void the_token_of_a_service_account_is_asked_for_once_and_brought_along() throws Exception {
        token("a-token");
        server.letIn("a-token");
        Storage client = client(keys(file("a@b.example")));

        client.objects().list(server.bucket()).execute();
        client.objects().list(server.bucket()).execute();

        assertThat(google.asked()).containsExactly("POST /token");
    }

    @Test
    void a_token_that_the_server_calls_invalid_is_asked_for_anew_and_the_request_sent_again_once() throws Exception {
        token("another");
        server.letIn("a-token");

        assertThatThrownBy(() -> client(keys(file("a@b.example")))
                        .objects()
                        .list(server.bucket())
                        .execute())
                .hasMessageContaining("401");
        assertThat(google.asked()).hasSizeGreaterThan(1);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void a_file_that_is_replaced_counts_from_the_next_request_on() throws Exception {
        token("a-token");
        server.letIn("a-token");
        Path file = file("a@b.example");
        Storage client = client(keys(file));
        client.objects().list(server.bucket()).execute();

        Files.copy(file("c@d.example"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        client.objects().list(server.bucket()).execute();
        Files.writeString(file, "{");
        client.objects().list(server.bucket()).execute();

        assertThat(google.asked())
                .as("the former stays where a file cannot be read")
                .hasSize(2);
    }

    @Test
    void who_pays_is_said_where_the_bucket_lets_others_pay() throws Exception {
        token("a-token");
        GcsRequests requests = new GcsRequests(
                google.url(), Optional.empty(), Optional.of("our-project"), TRIES, Timeout.ofSeconds(5));

        assertThat(new Apache5HttpTransport()
                        .createRequestFactory(requests)
                        .buildGetRequest(new com.google.api.client.http.GenericUrl(google.url()))
                        .getHeaders()
                        .get("x-goog-user-project"))
                .isEqualTo("our-project");
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_grant, STORE_REFUSED", "401, invalid_client, STORE_REFUSED", "503, busy, STORE_AWAY"})
    void credentials_that_google_refuses_need_a_person_and_a_google_that_is_away_does_not(
            int status, String error, Failure.Kind kind) throws Exception {
        google.to("POST /token", status, Map.of("Content-Type", "application/json"), "{\"error\": \"" + error + "\"}");

        assertThatThrownBy(() -> client(keys(file("a@b.example")))
                        .objects()
                        .list(server.bucket())
                        .execute())
                .satisfies(thrown -> {
                    assertThat(new FailureTable().classify(thrown).kind()).isEqualTo(kind);
                    assertThat(thrown).hasMessageContaining(Integer.toString(status));
                    assertThat(thrown.getMessage()).doesNotContain("PRIVATE", "assertion");
                });
        assertThat(google.asked()).as("once").hasSize(1);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_file_that_googles_library_does_not_take_is_for_a_person_and_nothing_of_it_is_said() throws Exception {
        Path file = Files.writeString(place.resolve("key.json"), "{\"type\": \"canary\", \"private_key\": \"canary\"}");

        assertThatThrownBy(() -> GcsCredentials.of(keys(file)).orElseThrow().current())
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("caravan.gcs.credentials-file")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("canary"));
    }

    /** A client of the server, which it takes for Google's. */
    private Storage client(GcsKeys keys) {
        GcsRequests requests = new GcsRequests(
                server.endpoint(), GcsCredentials.of(keys), Optional.empty(), TRIES, Timeout.ofSeconds(5));
        return new Storage.Builder(new Apache5HttpTransport(), GsonFactory.getDefaultInstance(), requests)
                .setRootUrl(server.endpoint() + "/")
                .setApplicationName("test")
                .build();
    }

    private GcsKeys keys(Path file) throws Exception {
        Map<String, String> set = new HashMap<>(Map.of(
                "caravan.amplitude.api-key", "a",
                "caravan.amplitude.secret-key", "b",
                "caravan.gcs.bucket", "lake",
                "caravan.gcs.credentials-file", file.toString()));
        return Configuration.of(set, place, Clock.systemUTC()).settings().gcs().orElseThrow();
    }

    /** Of a service account whose tokens come from the Google of this test. */
    private Path file(String account) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        return Files.writeString(place.resolve(account + ".json"), """
                {"type": "service_account", "client_id": "1", "client_email": "%s", "private_key_id": "1",
                 "private_key": "%s", "token_uri": "%s/token", "project_id": "ours"}
                """.formatted(account, pem, google.url()));
    }

    private void token(String token) {
        google.to(
                "POST /token",
                200,
                Map.of("Content-Type", "application/json"),
                "{\"access_token\": \"" + token + "\", \"expires_in\": 3600, \"token_type\": \"Bearer\"}");
    }
}
