package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Configuration;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import caravan.snowflake.SnowflakeServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of Snowflake. */
class SnowflakeCheckTest {
    @TempDir
    Path place;

    private final Map<String, String> set = new HashMap<>();
    private SnowflakeServer server;

    @BeforeEach
    void start() throws Exception {
        server = SnowflakeServer.over(key -> Optional.empty(), "", false);
        set.putAll(Map.of(
                "caravan.amplitude.api-key", "a",
                "caravan.amplitude.secret-key", "b",
                "caravan.s3.bucket", "lake",
                "caravan.warehouse", "snowflake",
                "caravan.snowflake.account", "myorg-acme",
                "caravan.snowflake.url", server.url().toString(),
                "caravan.snowflake.user", "loader",
                "caravan.snowflake.private-key", SnowflakeServer.pem()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void where_everything_is_there_all_of_it_is_good() throws Exception {
        List<Remark> remarks = remarks();

        assertThat(remarks).extracting(Remark::kind).containsOnly(Remark.Kind.GOOD);
        assertThat(remarks)
                .extracting(Remark::words)
                .contains("virtual warehouse CARAVAN", "stage LAKE: Snowflake reads the bucket")
                .first()
                .asString()
                .isEqualTo("Snowflake at " + server.url() + ": loader comes in by key pair, as role CARAVAN_LOADER");
    }

    @Test
    void a_right_that_is_missing_is_named_with_the_command_that_gives_it() throws Exception {
        server.refuse("list @LAKE");

        assertThat(remarks())
                .filteredOn(remark -> remark.kind() == Remark.Kind.WRONG)
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.words()).startsWith("stage LAKE").contains("Insufficient privileges");
                    assertThat(remark.remedy().orElseThrow()).contains("./caravan snowflake setup");
                    assertThat(remark.code()).isEqualTo(ExitCode.REFUSED);
                });
    }

    @Test
    void a_server_that_is_not_there_is_no_fault_of_the_operator() throws Exception {
        server.close();

        assertThat(only(ExitCode.LATER)).contains("Snowflake's server " + server.url() + " is not reached");
    }

    @Test
    void a_key_of_another_user_is_refused_with_what_to_look_at() throws Exception {
        set.put("caravan.snowflake.private-key", pem("RSA", 2048));

        assertThat(only(ExitCode.REFUSED)).contains("JWT token is invalid", "RSA_PUBLIC_KEY");
    }

    @Test
    void a_key_that_is_not_rsa_is_refused_before_anybody_is_asked() throws Exception {
        set.put("caravan.snowflake.private-key", pem("EC", 256));
        set.put(
                "caravan.snowflake.url",
                URI.create("https://myorg-acme.invalid").toString());

        assertThat(only(ExitCode.REFUSED)).contains("is no RSA key in PKCS#8", "openssl genrsa 2048");
    }

    @Test
    void an_encrypted_key_asks_for_its_passphrase() throws Exception {
        set.put(
                "caravan.snowflake.private-key",
                SnowflakeServer.pem().replace(" PRIVATE KEY", " ENCRYPTED PRIVATE KEY"));

        assertThat(only(ExitCode.REFUSED)).contains("is encrypted; set caravan.snowflake.private-key-passphrase-file");

        set.put("caravan.snowflake.private-key-passphrase", "canary");
        assertThat(only(ExitCode.REFUSED)).contains("the passphrase is wrong").doesNotContain("canary");
    }

    private String only(ExitCode code) throws Exception {
        List<Remark> remarks = remarks();
        assertThat(remarks).hasSize(1);
        assertThat(remarks.get(0).code()).isEqualTo(code);
        return remarks.get(0).words();
    }

    private List<Remark> remarks() throws Exception {
        return WarehouseCheck.of(Configuration.of(set, place, Clock.systemUTC()).settings(), Clock.systemUTC());
    }

    private static String pem(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
