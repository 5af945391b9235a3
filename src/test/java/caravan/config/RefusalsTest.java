package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void setUp() {
        given = new Given(directory);
    }

    @Test
    void every_problem_is_reported_at_once_with_key_value_origin_and_what_is_accepted() throws Exception {
        given.dotEnv("\nCARAVAN_WINDOW=0\nwhat")
                .properties("caravan.grace=soon\ncaravan.nothing=1")
                .environment("AMP_REGION", "mars");
        assertThat(given.problems())
                .containsExactlyInAnyOrder(
                        ".env line 3: accepted is KEY=value, KEY=\"value\", KEY='value' or a # comment",
                        "caravan.nothing (application.properties line 2) is not a key; the nearest one is "
                                + KeyNames.nearest("caravan.nothing"),
                        "caravan.window = '0' (.env line 2): accepted is a whole number from 1 to 8760",
                        "caravan.grace = 'soon' (application.properties line 1): accepted is an ISO-8601 duration such as"
                                + " PT2H15M or P1D, from PT0S to P3650D",
                        "caravan.amplitude.region = 'mars' (environment variable AMP_REGION): accepted is us or eu");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "caravan.window|8761",
                "caravan.window|1.5",
                "caravan.window|twelve",
                "caravan.downloads|6",
                "caravan.downloads|0",
                "caravan.uploads|257",
                "caravan.uploads|0",
                "caravan.grace|-PT1S",
                "caravan.grace|2h",
                "caravan.start|2014-11-11T23",
                "caravan.start|2026-11-08T13",
                "caravan.start|2026-11-09",
                "caravan.start|yesterday",
                "caravan.restate|P1D,",
                "caravan.restate|PT59M",
                "caravan.restate|always",
                "caravan.redelivery.tries|0",
                "caravan.redelivery.delay|1s",
                "caravan.redelivery.max-delay|P2D",
                "caravan.format|csv",
                "caravan.store|ftp",
                "caravan.s3.checksums|off",
                "caravan.log.format|xml",
                "caravan.spool.quota|20 giga",
                "caravan.spool.quota|99999999999999999999",
                "caravan.s3.multipart-above|1MiB",
                "caravan.limits.entries|0",
                "caravan.limits.entries|1000001",
                "caravan.limits.line|2GiB",
                "caravan.limits.ratio|x",
                "caravan.limits.deadline|PT0S",
                "caravan.schedule.cron|20 * * * *",
                "caravan.schedule.cron|often",
                "caravan.schedule.cron|0 0 0 30 2 ?",
                "caravan.schedule.cron|0 0 0 1 1 ? 2020",
                "caravan.http.address|8080",
                "caravan.http.address|host:99999",
                "caravan.http.address|http://x:1",
                "caravan.warehouse|oracle",
                "caravan.store|azure",
                "caravan.s3.region|eu west",
                "caravan.spool.directory|~/spool",
                "caravan.archive.keep|~/kept",
            })
    void a_value_that_is_not_accepted_is_named_with_what_is(String key, String value) {
        given.set("caravan.s3.bucket", "lake").set(key, value);
        assertThat(given.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                .startsWith(key + " = '" + value + "' (--set " + key + ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "caravan.gcs.bucket|gs://lake|gs://",
                "caravan.gcs.bucket|Lake|bucket's name",
                "caravan.gcs.bucket|la..ke|bucket's name",
                "caravan.gcs.project|our project|project's id",
                "caravan.gcs.endpoint|http://fake-gcs:4443|plain http",
                "caravan.gcs.endpoint|fake-gcs:4443|plain http",
                "caravan.gcs.endpoint|https://storage.example.com/below|without a path",
                "caravan.gcs.endpoint|https://169.254.169.254|metadata",
                "caravan.gcs.credentials-file|nowhere.json|is not there",
                "caravan.gcs.credentials-file|canary.json|the JSON of a service account",
            })
    void what_is_wrong_with_a_bucket_of_google_is_named_with_what_is_accepted(String key, String value, String words)
            throws Exception {
        Files.writeString(directory.resolve("canary.json"), "{\"private_key\": \"canary\"");
        given.set("caravan.store", "gcs").set("caravan.gcs.bucket", "lake").set(key, value);

        assertThat(given.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith(key + " = '" + value + "'")
                .contains(words)
                .doesNotContain("private_key"));
    }

    @Test
    void a_store_without_the_name_of_its_bucket_is_refused() throws Exception {
        given.set("caravan.store", "gcs");

        assertThat(given.problem()).isEqualTo("caravan.gcs.bucket is not set, and caravan.store is gcs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://lake", "Lake", "la", "lake/folder", "-lake", "la..ke", "10.0.0.1", "my_lake"})
    void a_bucket_is_named_alone_and_as_aws_spells_it(String bucket) {
        assertThat(given.environment("AWS_BUCKET", bucket).problem())
                .startsWith("caravan.s3.bucket = '" + bucket + "' (environment variable AWS_BUCKET): ");
    }

    @Test
    void the_store_s3_needs_a_bucket() {
        assertThat(given.set("caravan.store", "s3").problem())
                .startsWith("caravan.s3.bucket (also AWS_BUCKET_NAME or AWS_BUCKET) is not set");
    }

    @Test
    void half_a_pair_of_store_keys_is_refused() {
        given.environment("AWS_BUCKET", "lake").environment("AWS_ACCESS_KEY", "canary");
        assertThat(given.problem())
                .contains("caravan.s3.secret-key", "both or neither")
                .doesNotContain("canary");
        given = new Given(directory).set("caravan.s3.session-token", "canary");
        assertThat(given.problem()).contains("caravan.s3.access-key").doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({"AMP_API_KEY,with space", "AMP_API_KEY,with:colon", "AMP_SECRET_KEY,schlüssel", "AMP_SECRET_KEY,a\tb"})
    void a_secret_that_cannot_be_sent_is_refused_and_not_shown(String name, String value) {
        assertThat(given.environment(name, value).problem())
                .contains("= '***' (environment variable " + name + "): accepted is printable ASCII")
                .doesNotContain(value);
    }

    @Test
    void a_secret_key_may_hold_a_colon() throws Exception {
        given.environment("AMP_SECRET_KEY", "a:b");
        assertThat(given.settings().projects().get(0).secretKey().reveal()).isEqualTo("a:b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{project}/{date}/{hour}/{part}-{revision}",
                        "events/{project}/{date}/{hour}/{part}-{revision}-{hash}-{user}",
                "/{project}/{date}/{hour}/{part}-{revision}-{hash}",
                        "{project}//{date}/{hour}/{part}-{revision}-{hash}",
                "../{project}/{date}/{hour}/{part}-{revision}-{hash}",
                        "./{project}/{date}/{hour}/{part}-{revision}-{hash}",
                "_caravan/{project}/{date}/{hour}/{part}-{revision}-{hash}",
                        "{project}/{date}/{hour}/{part}-{revision}-{hash}/",
                "{project}/{date}/{hour}/{part}{revision}-{hash}", "{project}/{date}/{hour}/{part}1{revision}-{hash}",
                "a b/{project}/{date}/{hour}/{part}-{revision}-{hash}",
                        "{project}/{date}/{hour}/{part}-{revision}-{hash}#",
                "${project}/{date}/{hour}/{part}-{revision}-{hash}", "{project}/{date}/{hour}/{part}-{revision}-{hash}{"
            })
    void a_template_from_which_no_safe_key_comes_is_refused(String template) {
        assertThat(given.set("caravan.landing.key", template).problem()).startsWith("caravan.landing.key = ");
    }

    @Test
    void another_template_with_all_that_is_required_is_taken() throws Exception {
        String template = "{project}/{date}/{hour}.{part}_{revision}={hash}";
        assertThat(given.set("caravan.landing.key", template).settings().landingKey())
                .isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/raw", "raw//x", "../raw", "raw/../x", "ra w", "raw\\x", "{raw}", "."})
    void a_prefix_is_a_plain_folder(String prefix) {
        assertThat(given.set("caravan.store.prefix", prefix).problem()).startsWith("caravan.store.prefix = ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/export",
                "export//x",
                "../export",
                "export/../x",
                "ex port",
                "ex#port",
                "{project}",
                ".",
                "export/.x",
                ".export/",
                "_caravan/",
                "_caravan/archives",
                "$x",
                "/"
            })
    void a_folder_of_archives_is_a_plain_one_and_not_the_ledgers(String prefix) {
        assertThat(given.set("caravan.archive.prefix", prefix).problem())
                .startsWith("caravan.archive.prefix = '" + prefix + "' (--set caravan.archive.prefix): ");
    }

    @ParameterizedTest
    @CsvSource({
        "import, import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "import/zip, import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "raw/import/x, raw/import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "raw, raw/import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "default/zip, {project}/{date}/{hour}/{part}-{revision}-{hash}",
    })
    void archives_and_objects_never_share_a_folder(String prefix, String template) throws Exception {
        given.set("caravan.archive.prefix", prefix).set("caravan.landing.key", template);
        assertThat(given.settings().archivePrefix()).as("while none are kept").isEqualTo(prefix + "/");

        assertThat(given.set("caravan.archive.keep", "store").problem())
                .contains("caravan.archive.prefix", prefix, "caravan.landing.key", template, "one folder");
    }

    @ParameterizedTest
    @CsvSource({
        "export, import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "import-zip, import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "raw/export/, raw/import/{project}/{date}/{hour}/{part}-{revision}-{hash}",
        "archives, {project}/{date}/{hour}/{part}-{revision}-{hash}",
        "archives, {date}/{project}/{hour}/{part}-{revision}-{hash}",
    })
    void archives_and_objects_lie_in_folders_of_their_own(String prefix, String template) throws Exception {
        given.set("caravan.archive.keep", "store").set("caravan.archive.prefix", prefix);

        assertThat(given.set("caravan.landing.key", template).settings().archivePrefix())
                .isEqualTo(prefix.endsWith("/") ? prefix : prefix + "/");
    }

    @Test
    void pushes_of_pub_sub_are_set_as_a_whole_or_not_at_all() throws Exception {
        given.properties("caravan.http.pubsub.audience=https://caravan.example/api/runs");

        assertThat(given.problems())
                .containsExactlyInAnyOrder(
                        "caravan.http.pubsub.audience and caravan.http.pubsub.account are set together or not at all: only both"
                                + " say whose pushes are taken",
                        "caravan.http.pubsub.audience needs caravan.http.token-file: there are no triggers without it");
    }
}
