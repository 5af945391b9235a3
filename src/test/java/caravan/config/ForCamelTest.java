package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForCamelTest {
    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void setUp() {
        given = new Given(directory);
    }

    @Test
    void the_routes_get_every_value_in_the_spelling_of_machines() throws Exception {
        given.environment("AWS_BUCKET", "lake")
                .set("caravan.store.prefix", "raw")
                .set("caravan.redelivery.delay", "PT1.5S");
        assertThat(given.load().forCamel())
                .containsEntry("caravan.redelivery.tries", "4")
                .containsEntry("caravan.redelivery.retries", "3")
                .containsEntry("caravan.redelivery.delay", "1500")
                .containsEntry("caravan.redelivery.max-delay", "60000")
                .containsEntry("caravan.store.prefix", "raw/")
                .containsEntry("caravan.store", "s3")
                .containsEntry("caravan.s3.bucket", "lake")
                .containsEntry("caravan.s3.checksums", "default")
                .containsEntry("caravan.s3.multipart-above", "104857600")
                .containsEntry("caravan.limits.archive", "4831838208")
                .containsEntry("caravan.limits.first-byte", "900000")
                .containsEntry("caravan.restate", "PT24H")
                .containsEntry("caravan.schedule.cron", "0 20 * * * ?")
                .containsEntry("caravan.amplitude.url", "https://amplitude.com")
                .containsEntry(
                        "caravan.spool.directory",
                        directory.resolve("data/spool").toString())
                .containsEntry("caravan.archive.keep", "none")
                .containsEntry("caravan.window", "24")
                .doesNotContainKeys(
                        "caravan.s3.region", "caravan.start", "caravan.spool.quota", "caravan.amplitude.api-key");
    }

    @Test
    void a_store_without_a_folder_has_an_empty_prefix() throws Exception {
        assertThat(given.load().forCamel()).containsEntry("caravan.store.prefix", "");
    }

    @Test
    void what_counts_is_listed_in_the_order_of_the_table_with_its_origin() throws Exception {
        given.dotEnv("CARAVAN_WINDOW=6");
        assertThat(given.load().effective())
                .contains(
                        new Effective("caravan.amplitude.api-key", "***", "environment variable AMP_API_KEY"),
                        new Effective("caravan.amplitude.url", "https://amplitude.com", "default"),
                        new Effective("caravan.window", "6", ".env line 1"),
                        new Effective("caravan.grace", "PT2H15M", "default"),
                        new Effective(
                                "caravan.file.directory",
                                directory.resolve("data/lake").toString(),
                                "default"))
                .extracting(Effective::key)
                .isSubsetOf(
                        java.util.Arrays.stream(Key.values()).map(Key::spelling).toList())
                .isSortedAccordingTo(java.util.Comparator.comparing(
                        key -> KeyNames.known(key).orElseThrow().ordinal()));
    }

    @Test
    void names_of_the_sdk_that_only_dot_env_has_become_system_properties() throws Exception {
        given.dotEnv(
                "AWS_ACCESS_KEY_ID=id\nAWS_SECRET_ACCESS_KEY=secret\nAWS_PROFILE=dev\nAWS_REGION=eu-west-1\nOTHER=x\n"
                        + "AWS_ROLE_ARN=\nAWS_BUCKET=lake");
        assertThat(given.load().sdkSystemProperties())
                .as("without keys: JMX shows system properties")
                .containsExactlyInAnyOrderEntriesOf(Map.of("aws.profile", "dev", "aws.region", "eu-west-1"));
        given.environment("AWS_SESSION_TOKEN", "of another pair").environment("AWS_PROFILE", "prod");
        assertThat(given.load().sdkSystemProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of("aws.region", "eu-west-1"));
    }

    @Test
    void the_sdks_own_keys_that_only_dot_env_has_are_the_buckets_keys() throws Exception {
        given.dotEnv("AWS_ACCESS_KEY_ID=id\nAWS_SECRET_ACCESS_KEY=secret\nAWS_SESSION_TOKEN=token\nAWS_BUCKET=lake");
        S3Keys keys = given.settings().s3().orElseThrow();
        assertThat(keys.accessKey()).contains(new Secret("id"));
        assertThat(keys.secretKey()).contains(new Secret("secret"));
        assertThat(keys.sessionToken()).contains(new Secret("token"));
        assertThat(given.load().effective())
                .contains(new Effective("caravan.s3.access-key", "***", "AWS_ACCESS_KEY_ID (.env line 1)"));
    }

    @Test
    void the_sdks_keys_of_dot_env_are_left_alone_beside_other_ones_and_where_half_is_there() throws Exception {
        given.dotEnv("AWS_ACCESS_KEY_ID=id\nAWS_BUCKET=lake");
        assertThat(given.settings().s3().orElseThrow().accessKey()).isEmpty();
        given.dotEnv(
                "AWS_ACCESS_KEY_ID=id\nAWS_SECRET_ACCESS_KEY=secret\nAWS_ACCESS_KEY=own\nAWS_SECRET_KEY=its\nAWS_BUCKET=lake");
        assertThat(given.settings().s3().orElseThrow().accessKey()).contains(new Secret("own"));
        given.dotEnv("AWS_ACCESS_KEY_ID=id\nAWS_SECRET_ACCESS_KEY=secret\nAWS_BUCKET=lake")
                .environment("AWS_SESSION_TOKEN", "of another pair");
        assertThat(given.settings().s3().orElseThrow().accessKey()).isEmpty();
    }

    @Test
    void no_secret_is_in_anything_that_is_printed_or_handed_to_the_routes() throws Exception {
        given.withoutKeys().dotEnv("""
                AMP_API_KEY=canary1
                AMP_SECRET_KEY=canary2
                AWS_BUCKET=lake
                AWS_ACCESS_KEY=canary3
                AWS_SECRET_KEY=canary4
                CARAVAN_S3_SESSION_TOKEN=canary5
                AWS_SECRET_ACCESS_KEY=canary6
                """);
        Configuration configuration = given.load();
        assertThat(configuration.forCamel().toString()).doesNotContain("canary");
        assertThat(configuration.effective().toString())
                .doesNotContain("canary")
                .contains("***");
        assertThat(configuration.settings().toString()).doesNotContain("canary").contains("***");
        assertThat(configuration.toString()).doesNotContain("canary");
        assertThat(configuration
                        .settings()
                        .s3()
                        .orElseThrow()
                        .sessionToken()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("canary5");
    }

    @Test
    void no_secret_is_in_a_problem() throws Exception {
        given.withoutKeys()
                .dotEnv("""
                AMP_API_KEY=canary 1
                AMP_SECRET_KEY=canary ü
                CARAVAN_AMPLITUDE_SECRET_KEY=canary3
                CARAVAN_AMPLITUDE_SECRET_KEE=canary4
                AWS_ACCESS_KEY=canary 5
                AWS_SECRET_KEY=canary 6
                AWS_ACCESS_SECRET_KEY=canary7
                CARAVAN_S3_SESSION_TOKEN=canary 8
                CARAVAN_PROJECTS_WEB_SECRET_KEY=canary 9
                AMP_BASE_URL=https://u:canary@x/?canary
                canary
                A="canary
                """)
                .properties("AMP_SECRET_KEY=canary\ncarvan.secret=canary\ncaravan.amplitude.api-key=canary\\u0zzz")
                .set("caravan.amplitude.secret-kei", "canary");
        assertThat(given.problems()).hasSizeGreaterThan(12).allSatisfy(problem -> assertThat(problem)
                .doesNotContain("canary"));
    }
}
