package caravan.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.Secret;
import caravan.config.SnowflakeSettings;
import caravan.config.SnowflakeSettings.Load;
import caravan.failure.Failure.Kind;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.warehouse.WarehouseRefused;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who comes in, and what is said where nobody does. Nothing goes to any other server than Snowflake's. */
class LoginTest {
    private static final HourRange DAY = new HourRange(Hour.parse("2026-11-01T00"), Hour.parse("2026-11-01T23"));

    @Test
    void a_user_comes_in_by_a_token_that_his_key_signed_and_asks_no_telemetry_and_no_stored_credential()
            throws Exception {
        try (SnowflakeServer server = server();
                SnowflakeWarehouse warehouse = warehouse(Account.settings(server.url(), Load.COPY))) {
            server.database.setUp(Load.COPY);

            assertThat(warehouse.marks("web", DAY)).isEmpty();
            assertThat(server.logins).hasSize(1);
            String data = server.logins.get(0).path("data").toString();
            assertThat(server.logins
                            .get(0)
                            .path("data")
                            .path("SESSION_PARAMETERS")
                            .toString())
                    .contains(
                            "\"CLIENT_TELEMETRY_ENABLED\":\"false\"",
                            "\"TIMEZONE\":\"UTC\"",
                            "\"QUERY_TAG\":\"caravan\"");
            assertThat(data).doesNotContain("PASSWORD").contains("SNOWFLAKE_JWT");
            assertThat(server.paths).containsOnly("/session/v1/login-request", "/queries/v1/query-request");
        }
    }

    @Test
    void another_key_is_refused_and_is_the_operators() throws Exception {
        try (SnowflakeServer server = server();
                SnowflakeWarehouse warehouse = warehouse(Account.settings(server.url(), Load.COPY, Account.pair()))) {
            assertThatThrownBy(() -> warehouse.marks("web", DAY))
                    .hasMessageContaining("JWT token is invalid")
                    .hasMessageContaining("RSA_PUBLIC_KEY")
                    .satisfies(thrown -> assertThat(
                                    new FailureTable().classify(thrown).kind())
                            .isEqualTo(Kind.WAREHOUSE_REFUSED));
        }
    }

    @Test
    void a_server_that_is_not_there_is_away_at_once() throws Exception {
        URI gone;
        try (SnowflakeServer server = server()) {
            gone = server.url();
        }
        try (SnowflakeWarehouse warehouse = warehouse(Account.settings(gone, Load.COPY))) {
            assertThatThrownBy(() -> warehouse.marks("web", DAY))
                    .hasMessageContaining(gone + " is not reached")
                    .satisfies(thrown -> assertThat(
                                    new FailureTable().classify(thrown).kind())
                            .isEqualTo(Kind.WAREHOUSE_AWAY));
        }
    }

    @Test
    void a_key_that_is_encrypted_opens_with_its_passphrase_and_with_no_other() throws Exception {
        SigningKey plain = SigningKey.of(with(KeyTexts.PLAIN, Optional.empty()));
        SigningKey opened = SigningKey.of(with(KeyTexts.ENCRYPTED, Optional.of("correct horse")));

        assertThat(opened.fingerprint()).isEqualTo(plain.fingerprint()).isEqualTo(KeyTexts.FINGERPRINT);
        assertThatThrownBy(() -> SigningKey.of(with(KeyTexts.ENCRYPTED, Optional.of("battery"))))
                .isInstanceOf(WarehouseRefused.class)
                .hasMessageContaining("the passphrase is wrong");
        assertThatThrownBy(() -> SigningKey.of(with(KeyTexts.ENCRYPTED, Optional.empty())))
                .hasMessageContaining("caravan.snowflake.private-key-passphrase-file");
    }

    @Test
    void a_key_that_is_none_is_refused_without_a_word_of_it() {
        String damaged = KeyTexts.PLAIN.replace(KeyTexts.PLAIN.substring(100, 140), "");
        assertThatThrownBy(() -> SigningKey.of(with(damaged, Optional.empty())))
                .isInstanceOf(WarehouseRefused.class)
                .hasNoCause()
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(damaged.substring(140, 170)));
    }

    @Test
    void a_token_is_of_account_and_user_in_capitals_and_good_for_minutes() throws Exception {
        Instant now = Instant.parse("2026-11-02T12:30:00Z");
        SigningKey key = SigningKey.of(with(KeyTexts.PLAIN, Optional.empty()));
        String[] parts = key.token(with(KeyTexts.PLAIN, Optional.empty()), now).split("\\.");

        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), "UTF-8"))
                .contains("\"sub\":\"MYORG-ACME.LOADER\"")
                .contains("\"iss\":\"MYORG-ACME.LOADER." + KeyTexts.FINGERPRINT + "\"")
                .contains(
                        "\"iat\":" + now.getEpochSecond(),
                        "\"exp\":" + now.plusSeconds(600).getEpochSecond());
    }

    private static SnowflakeSettings with(String pem, Optional<String> passphrase) {
        SnowflakeSettings one = Account.settings(URI.create("http://127.0.0.1:1"), Load.COPY);
        return new SnowflakeSettings(
                one.account(),
                one.url(),
                one.user(),
                Optional.of(new Secret(pem)),
                passphrase.map(Secret::new),
                one.role(),
                one.warehouse(),
                one.database(),
                one.schema(),
                one.stage(),
                one.pipe(),
                one.load(),
                one.threads(),
                one.patience(),
                one.storageIntegration(),
                one.awsRole());
    }

    private static SnowflakeServer server() throws Exception {
        return new SnowflakeServer(key -> Optional.empty(), "", Account.tokens());
    }

    private static SnowflakeWarehouse warehouse(SnowflakeSettings settings) {
        return new SnowflakeWarehouse(settings, "", false, Clock.systemUTC());
    }
}
