package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Limits;
import caravan.hour.Hour;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void setUp() {
        given = new Given(directory);
    }

    @Test
    void with_keys_alone_everything_has_its_default() throws Exception {
        Settings settings = given.settings();
        assertThat(settings.projects()).singleElement().satisfies(project -> {
            assertThat(project.name()).isEqualTo("default");
            assertThat(project.url()).isEqualTo(Region.US.url());
        });
        assertThat(settings.start()).isEmpty();
        assertThat(settings.grace()).isEqualTo(Duration.ofMinutes(135));
        assertThat(settings.window()).isEqualTo(24);
        assertThat(settings.downloads()).isEqualTo(2);
        assertThat(settings.uploads()).isGreaterThanOrEqualTo(8);
        assertThat(settings.redelivery()).isEqualTo(new Redelivery(4, Duration.ofSeconds(1), Duration.ofSeconds(60)));
        assertThat(settings.restate()).containsExactly(Duration.ofDays(1));
        assertThat(settings.format()).isEqualTo(Format.JSON);
        assertThat(settings.store()).isEqualTo(StoreKind.FILE);
        assertThat(settings.prefix()).isEmpty();
        assertThat(settings.fileDirectory()).isEqualTo(directory.resolve("data/lake"));
        assertThat(settings.s3()).isEmpty();
        assertThat(settings.keepArchives()).isEqualTo(new Keep.Nowhere());
        assertThat(settings.archivePrefix()).isEqualTo("archives/");
        assertThat(settings.spoolDirectory()).isEqualTo(directory.resolve("data/spool"));
        assertThat(settings.spoolQuota()).isEmpty();
        assertThat(settings.deadLetters()).isEqualTo(directory.resolve("data/dead-letters"));
        assertThat(settings.deadLetterRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.log().format()).isEqualTo(LogSettings.Format.TEXT);
        assertThat(settings.log().directory()).isEmpty();
        assertThat(settings.warehouse()).isEqualTo(WarehouseKind.NONE);
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.httpAddress()).isEqualTo("127.0.0.1:8080");
        assertThat(settings.httpTokenFile()).isEmpty();
        assertThat(settings.cron()).isEqualTo("0 20 * * * ?");
    }

    @Test
    void several_projects_have_each_their_own_keys() throws Exception {
        given.withoutKeys()
                .properties("caravan.projects.web.api-key=k1\ncaravan.projects.web.region=eu\n")
                .dotEnv("CARAVAN_PROJECTS_WEB_SECRET_KEY=s1\nCARAVAN_PROJECTS_APP2_API_KEY=k2\n"
                        + "CARAVAN_PROJECTS_APP2_SECRET_KEY=s2\nCARAVAN_PROJECTS_APP2_URL=http://127.0.0.1:1234");
        assertThat(given.settings().projects())
                .extracting(Project::name, one -> one.url().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("app2", "http://127.0.0.1:1234"),
                        org.assertj.core.groups.Tuple.tuple("web", "https://analytics.eu.amplitude.com"));
        assertThat(given.load().forCamel()).containsEntry("caravan.projects.app2.url", "http://127.0.0.1:1234");
    }

    @Test
    void several_projects_and_the_one_are_not_configured_together() throws Exception {
        given.properties("caravan.projects.web.api-key=k1\ncaravan.projects.web.secret-key=s1");
        assertThat(given.problems()).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .contains("environment variable AMP_", "caravan.projects.web", "not together"));
    }

    @Test
    void every_project_needs_both_keys() throws Exception {
        assertThat(given.withoutKeys().problems())
                .containsExactly(
                        "caravan.amplitude.api-key (also AMP_API_KEY) is not set",
                        "caravan.amplitude.secret-key (also AMP_SECRET_KEY) is not set");
        given.dotEnv("CARAVAN_PROJECTS_WEB_API_KEY=k");
        assertThat(given.problem()).isEqualTo("caravan.projects.web.secret-key is not set");
    }

    @Test
    void a_project_is_named_in_small_letters_and_digits() throws Exception {
        assertThat(given.set("caravan.project", "My-App").problem()).contains("'My-App'", "[a-z0-9]");
        given = new Given(directory).withoutKeys().dotEnv("CARAVAN_PROJECTS_MY_APP_API_KEY=canary");
        assertThat(given.problem())
                .contains("my_app", "[a-z0-9]", ".env line 1")
                .doesNotContain("canary");
    }

    @Test
    void dates_durations_lists_and_sizes_are_read() throws Exception {
        given.set("caravan.start", "2026-11-01")
                .set("caravan.restate", "P7D, P1D")
                .set("caravan.spool.quota", "4.5GiB")
                .set("caravan.limits.line", "1048576")
                .set("caravan.store.prefix", "raw/amplitude")
                .set("caravan.archive.keep", "kept")
                .set("caravan.format", "json.gz");
        Settings settings = given.settings();
        assertThat(settings.start()).hasValue(Hour.parse("2026-11-01T00"));
        assertThat(settings.restate()).containsExactly(Duration.ofDays(1), Duration.ofDays(7));
        assertThat(settings.spoolQuota()).hasValue(4608L << 20);
        assertThat(settings.limits().line()).isEqualTo(1 << 20);
        assertThat(settings.prefix()).isEqualTo("raw/amplitude/");
        assertThat(settings.keepArchives()).isEqualTo(new Keep.InDirectory(directory.resolve("kept")));
        assertThat(settings.format()).isEqualTo(Format.JSON_GZ);
        assertThat(given.set("caravan.restate", "never").settings().restate()).isEmpty();
        assertThat(given.set("caravan.archive.keep", "store").settings().keepArchives())
                .isEqualTo(new Keep.InStore());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "20GiB, 21474836480",
        "512MiB, 536870912",
        "4.5GiB, 4831838208",
        "100MB, 100000000",
        "7 kb, 7000"
    })
    void sizes_are_bytes_or_have_a_unit(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @Test
    void sizes_are_said_in_the_largest_unit_that_is_exact() {
        assertThat(List.of(Sizes.spelt(0), Sizes.spelt(1000), Sizes.spelt(20L << 30), Sizes.spelt(4608L << 20)))
                .containsExactly("0", "1000", "20GiB", "4608MiB");
    }

    @Test
    void the_store_is_s3_where_a_bucket_is_set_unless_said_otherwise() throws Exception {
        given.environment("AWS_BUCKET", "lake");
        assertThat(given.settings().store()).isEqualTo(StoreKind.S3);
        assertThat(given.settings().s3().orElseThrow().multipartAbove()).isEqualTo(100L << 20);
        assertThat(given.settings().s3().orElseThrow().checksumsWhenRequired()).isFalse();
        given.set("caravan.store", "file").set("caravan.s3.checksums", "when-required");
        assertThat(given.settings().store()).isEqualTo(StoreKind.FILE);
        assertThat(given.settings().s3()).isEmpty();
    }

    @Test
    void the_store_is_gcs_where_only_a_bucket_of_it_is_set_unless_said_otherwise() throws Exception {
        given.set("caravan.gcs.bucket", "lake_1.example.com").set("caravan.gcs.project", "our-project");
        assertThat(given.settings().store()).isEqualTo(StoreKind.GCS);
        assertThat(given.settings().s3()).isEmpty();
        assertThat(given.settings().gcs())
                .contains(new GcsKeys(
                        "lake_1.example.com", Optional.of("our-project"), Optional.empty(), Optional.empty()));

        given.environment("AWS_BUCKET", "lake");
        assertThat(given.settings().store())
                .as("as it was before there was gcs")
                .isEqualTo(StoreKind.S3);
        assertThat(given.settings().gcs()).isEmpty();
        given.set("caravan.store", "gcs");
        assertThat(given.settings().store()).isEqualTo(StoreKind.GCS);
        given.set("caravan.store", "file");
        assertThat(given.settings().store()).isEqualTo(StoreKind.FILE);
    }

    @Test
    void googles_own_names_say_where_its_store_is_and_who_asks() throws Exception {
        Path credentials = Files.writeString(directory.resolve("key.json"), "{\n  \"type\": \"service_account\"\n}\n");
        given.set("caravan.gcs.bucket", "lake")
                .environment("GOOGLE_APPLICATION_CREDENTIALS", credentials.toString())
                .environment("STORAGE_EMULATOR_HOST", "localhost:4443");

        GcsKeys keys = given.settings().gcs().orElseThrow();

        assertThat(keys.endpoint()).contains(URI.create("http://localhost:4443"));
        assertThat(keys.credentials().orElseThrow().reveal()).contains("service_account");
        assertThat(given.load().toString()).doesNotContain("service_account");

        given.set("caravan.gcs.endpoint", "https://storage.example.com/");
        assertThat(given.settings().gcs().orElseThrow().endpoint())
                .as("what platforms set gives way in silence")
                .contains(URI.create("https://storage.example.com"));
    }

    @Test
    void what_platforms_set_for_google_is_not_looked_at_where_the_store_is_another() throws Exception {
        given.environment("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/key.json")
                .environment("STORAGE_EMULATOR_HOST", "http://not-here:4443")
                .environment("AWS_BUCKET", "lake");

        assertThat(given.settings().store()).isEqualTo(StoreKind.S3);
    }

    @Test
    void every_key_of_the_table_is_read() throws Exception {
        Problems problems = new Problems();
        Reading one = new Reading(
                new Resolution(List.of(Layer.environment(java.util.Map.of())), problems).values(), problems);
        settings(one);
        Layer several = Layer.environment(java.util.Map.of("CARAVAN_PROJECTS_WEB_API_KEY", "k"));
        Reading many = new Reading(new Resolution(List.of(several), problems).values(), problems);
        settings(many);
        assertThat(Key.values()).allSatisfy(key -> assertThat(
                        one.read().contains(key) || many.read().contains(key))
                .as(key.spelling())
                .isTrue());
    }

    private void settings(Reading reading) {
        SecretReading secrets = new SecretReading(reading, directory, java.util.Map.of(), java.util.Map.of());
        new SettingsReading(reading, secrets, directory, Given.NOW).settings();
    }
}
