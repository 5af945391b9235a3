package caravan.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.bigquery.BigQueryServer.Call;
import caravan.bigquery.BigQueryServer.Fate;
import caravan.config.BigQuerySettings;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks BigQuery, and who is asked for that. */
class TokensTest {
    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Lake lake;
    private HttpServer google;

    @BeforeEach
    void setUp() throws IOException {
        lake = Lake.uploading();
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        google.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] token = ("{\"access_token\":\"token-" + asked.size()
                            + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
            exchange.close();
        });
        google.start();
    }

    @AfterEach
    void close() {
        google.stop(0);
        lake.close();
    }

    @Test
    void where_this_machine_stands_in_for_google_nobody_is_asked_for_a_token() throws Exception {
        ask(lake.settings(), 1);

        assertThat(lake.server.calls()).extracting(Call::authorization).containsOnlyNulls();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_service_accounts_file_gives_a_token_that_is_good_for_many_calls() throws Exception {
        ask(with(account("http://127.0.0.1:" + google.getAddress().getPort() + "/token")), 3);

        assertThat(last(3)).containsOnly("Bearer token-1");
        assertThat(asked).hasSize(1).allSatisfy(body -> assertThat(body).contains("grant_type=", "assertion="));
        String claims = asked.get(0).replaceFirst(".*assertion=[^.]+\\.([^.&]+)\\..*", "$1");
        assertThat(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .contains(
                        "https://www.googleapis.com/auth/bigquery https://www.googleapis.com/auth/devstorage.read_only")
                .doesNotContain("cloud-platform");
    }

    @Test
    void a_token_that_is_not_taken_is_replaced_once() throws Exception {
        BigQuerySettings settings =
                with(account("http://127.0.0.1:" + google.getAddress().getPort() + "/token"));
        lake.server.weather((number, call) -> number == 1 ? Fate.UNAUTHORIZED : Fate.ANSWERED);
        ask(settings, 1);
        assertThat(last(2)).containsExactly("Bearer token-1", "Bearer token-2");

        lake.server.weather((number, call) -> Fate.UNAUTHORIZED);
        int before = lake.server.calls().size();
        assertThatThrownBy(() -> ask(settings, 1))
                .isInstanceOf(WarehouseRefused.class)
                .hasMessageContaining("401");
        assertThat(lake.server.calls()).hasSize(before + 2);
    }

    @Test
    void a_file_that_sends_its_key_to_another_server_is_refused_and_nothing_is_sent() throws Exception {
        for (String address :
                List.of("https://oauth2.googleapis.com.example.com/token", "http://oauth2.googleapis.com/token")) {
            assertThatThrownBy(() -> ask(with(account(address)), 1))
                    .isInstanceOf(WarehouseRefused.class)
                    .hasMessageContaining("caravan.bigquery.credentials-file")
                    .hasMessageContaining("nothing was sent there")
                    .hasMessageNotContaining("PRIVATE KEY");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void a_file_that_is_missing_or_no_credential_is_for_the_operator() throws Exception {
        Path none = folder.resolve("none.json");
        for (Path file : List.of(none, Files.writeString(folder.resolve("wrong.json"), "{\"type\":\"other\"}"))) {
            assertThatThrownBy(() -> ask(with(file), 1))
                    .isInstanceOf(WarehouseRefused.class)
                    .hasMessageContaining("no access token for BigQuery")
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void a_token_server_that_is_away_is_tried_later() throws Exception {
        Path file = account("http://127.0.0.1:" + google.getAddress().getPort() + "/token");
        google.stop(0);

        assertThatThrownBy(() -> ask(with(file), 1))
                .isInstanceOf(WarehouseAway.class)
                .hasMessageNotContaining("PRIVATE KEY");
    }

    private List<String> last(int number) {
        List<Call> calls = lake.server.calls();
        return calls.subList(calls.size() - number, calls.size()).stream()
                .map(Call::authorization)
                .toList();
    }

    private static void ask(BigQuerySettings settings, int times) throws IOException {
        try (Rest rest = new Rest(settings, new Tokens(settings))) {
            for (int i = 0; i < times; i++) {
                rest.json("look", "GET", rest.address("/datasets/bronze"), null);
            }
        }
    }

    private BigQuerySettings with(Path file) {
        BigQuerySettings without = lake.settings();
        return new BigQuerySettings(
                without.project(),
                without.location(),
                without.dataset(),
                without.events(),
                without.properties(),
                without.staging(),
                without.objects(),
                Optional.of(file),
                without.endpoint());
    }

    private Path account(String tokens) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        return Files.writeString(
                folder.resolve("account.json"),
                "{\"type\":\"service_account\",\"client_id\":\"1\",\"client_email\":\"loader@acme-lake.iam.gserviceaccount.com\","
                        + "\"private_key_id\":\"1\",\"private_key\":\"" + key + "\",\"token_uri\":\"" + tokens + "\"}");
    }
}
