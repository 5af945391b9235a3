package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnowflakeSettingsTest {
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";

    @TempDir
    Path directory;

    private Given chosen() {
        return new Given(directory)
                .set("caravan.s3.bucket", "lake")
                .set("caravan.warehouse", "snowflake")
                .set("caravan.snowflake.account", "myorg-my_account")
                .set("caravan.snowflake.private-key", KEY);
    }

    @Test
    void an_account_a_key_and_a_bucket_are_all_that_has_to_be_said() throws Exception {
        SnowflakeSettings settings = chosen().settings().snowflake().orElseThrow();

        assertThat(settings.privateKey().orElseThrow().reveal()).isEqualTo(KEY);
        assertThat(settings.as(settings.user(), Optional.empty()))
                .isEqualTo(new SnowflakeSettings(
                        "myorg-my_account",
                        URI.create("https://myorg-my-account.snowflakecomputing.com"),
                        "CARAVAN_LOADER",
                        Optional.empty(),
                        Optional.empty(),
                        "CARAVAN_LOADER",
                        "CARAVAN",
                        "CARAVAN",
                        "BRONZE",
                        "LAKE",
                        "LINES",
                        SnowflakeSettings.Load.COPY,
                        4,
                        Duration.ofMinutes(10),
                        Optional.of("CARAVAN_LAKE"),
                        Optional.empty()));
        assertThat(new Given(directory).settings().snowflake()).isEmpty();
    }

    @Test
    void what_is_missing_is_said_at_once() {
        assertThat(new Given(directory).set("caravan.warehouse", "snowflake").problems())
                .containsExactlyInAnyOrder(
                        "caravan.snowflake.account is not set, and caravan.warehouse is snowflake",
                        "caravan.snowflake.private-key-file is not set, and caravan.warehouse is snowflake",
                        "caravan.warehouse is snowflake, which is told here of files in a bucket of S3 alone, and"
                                + " caravan.store is file; accepted with it is caravan.store=s3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account|https://myorg-acme.snowflakecomputing.com|no https://",
                "account|my account|account identifier",
                "url|http://snowflake.example.com|plain http",
                "url|https://169.254.169.254|metadata",
                "user|the loader|login name",
                "schema|BRONZE; drop|which needs no quotes in Snowflake",
                "schema|bronze.x|which needs no quotes in Snowflake",
                "database|\"LAKE\"|which needs no quotes in Snowflake",
                "role|1LOADER|which needs no quotes in Snowflake",
                "load|pipe|accepted is copy or snowpipe",
                "threads|0|from 1 to 64",
                "snowpipe-wait|10m|PT",
                "storage-aws-role-arn|123456789012|arn:aws:iam::123456789012:role/name",
            })
    void a_value_that_is_not_accepted_is_named_with_what_is(String key, String value, String words) {
        assertThat(chosen().set("caravan.snowflake." + key, value).problem())
                .startsWith("caravan.snowflake." + key + " = '" + value + "'")
                .contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\ncanary\n-----END PUBLIC KEY-----\n",
            })
    void a_key_of_another_form_is_refused_without_being_shown(String pem) throws Exception {
        Files.writeString(directory.resolve("rsa_key.pem"), pem);

        assertThat(chosen().set("caravan.snowflake.private-key", pem).problem())
                .contains("caravan.snowflake.private-key", "PKCS#8")
                .doesNotContain("canary");
        assertThat(withKeyFile("rsa_key.pem").problem())
                .contains("caravan.snowflake.private-key-file", "PKCS#8")
                .doesNotContain("canary");
    }

    @Test
    void a_file_of_a_key_that_is_not_there_is_named() {
        assertThat(withKeyFile("nowhere.p8").problem())
                .contains("caravan.snowflake.private-key-file", "nowhere.p8", "is not there");
    }

    private Given withKeyFile(String name) {
        return new Given(directory)
                .set("caravan.s3.bucket", "lake")
                .set("caravan.warehouse", "snowflake")
                .set("caravan.snowflake.account", "myorg-acme")
                .set("caravan.snowflake.private-key-file", name);
    }
}
