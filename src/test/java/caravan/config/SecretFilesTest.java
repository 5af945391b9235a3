package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SecretFilesTest {
    private static final String CANARY = "cAnary";

    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void setUp() throws Exception {
        given = new Given(directory).withoutKeys();
        file("api", "an-api-key\n");
        file("secret", "a-secret");
    }

    private Path file(String name, String content) throws Exception {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Given ofFiles() {
        return given.environment("CARAVAN_AMPLITUDE_API_KEY_FILE", "api")
                .set("caravan.amplitude.secret-key-file", "secret");
    }

    private Project project() throws Exception {
        return given.settings().projects().get(0);
    }

    @Test
    void keys_are_read_from_files_and_a_newline_at_the_end_is_none_of_theirs() throws Exception {
        ofFiles();

        assertThat(project().apiKey().reveal()).isEqualTo("an-api-key");
        assertThat(project().secretKey().reveal()).isEqualTo("a-secret");
        assertThat(given.load().effective())
                .filteredOn(one -> one.key().endsWith("-key-file"))
                .extracting(Effective::value)
                .containsExactly(
                        directory.resolve("api").toString(),
                        directory.resolve("secret").toString());
        assertThat(given.load().remarks()).isEmpty();
    }

    @Test
    void a_newline_of_windows_is_dropped_too() throws Exception {
        file("api", "an-api-key\r\n");
        ofFiles();

        assertThat(project().apiKey().reveal()).isEqualTo("an-api-key");
    }

    @Test
    void one_of_several_projects_may_have_its_keys_in_files_alone() throws Exception {
        given.environment("CARAVAN_PROJECTS_WEB_API_KEY_FILE", "api")
                .environment("CARAVAN_PROJECTS_WEB_SECRET_KEY_FILE", "secret");

        assertThat(project().name()).isEqualTo("web");
        assertThat(project().apiKey().reveal()).isEqualTo("an-api-key");
    }

    @Test
    void the_keys_of_a_bucket_are_read_from_files() throws Exception {
        ofFiles()
                .set("caravan.s3.bucket", "lake")
                .set("caravan.s3.access-key-file", "api")
                .set("caravan.s3.secret-key-file", "secret")
                .set("caravan.s3.session-token-file", file("token", "t/=+").toString());

        S3Keys keys = given.settings().s3().orElseThrow();
        assertThat(keys.accessKey().orElseThrow().reveal()).isEqualTo("an-api-key");
        assertThat(keys.secretKey().orElseThrow().reveal()).isEqualTo("a-secret");
        assertThat(keys.sessionToken().orElseThrow().reveal()).isEqualTo("t/=+");
    }

    @Test
    void half_a_pair_is_refused_wherever_it_is() {
        ofFiles().set("caravan.s3.bucket", "lake").set("caravan.s3.access-key-file", "api");

        assertThat(given.problem())
                .startsWith("caravan.s3.access-key-file = 'api' (--set caravan.s3.access-key-file): without"
                        + " caravan.s3.secret-key");
    }

    @Test
    void files_for_a_bucket_keep_the_pair_that_dot_env_has_for_the_sdk_out() throws Exception {
        ofFiles()
                .set("caravan.s3.bucket", "lake")
                .set("caravan.s3.access-key-file", "api")
                .set("caravan.s3.secret-key-file", "secret")
                .dotEnv("AWS_ACCESS_KEY_ID=a\nAWS_SECRET_ACCESS_KEY=b");

        assertThat(given.settings().s3().orElseThrow().accessKey().orElseThrow().reveal())
                .isEqualTo("an-api-key");
    }

    @Test
    void a_key_and_its_file_together_are_refused() throws Exception {
        ofFiles().environment("AMP_API_KEY", CANARY);

        assertThat(given.problem())
                .isEqualTo("caravan.amplitude.api-key = '***' (environment variable AMP_API_KEY): not together with"
                        + " caravan.amplitude.api-key-file = 'api' (environment variable"
                        + " CARAVAN_AMPLITUDE_API_KEY_FILE); accepted is one of the two");
    }

    @Test
    void several_projects_are_not_taken_together_with_a_file_of_the_one() {
        ofFiles().set("caravan.projects.web.api-key", "a").set("caravan.projects.web.secret-key", "b");

        assertThat(given.problems()).anySatisfy(problem -> assertThat(problem)
                .startsWith("caravan.amplitude.api-key-file = 'api'")
                .contains("not together with"));
    }

    @ParameterizedTest
    @CsvSource({"gone, is not there", "., is no regular file", "empty, is empty", "newline, is empty"})
    void a_file_without_a_secret_is_refused_with_its_path(String name, String why) throws Exception {
        file("empty", "");
        file("newline", "\n");
        ofFiles().environment("CARAVAN_AMPLITUDE_API_KEY_FILE", name);

        assertThat(given.problem())
                .isEqualTo("caravan.amplitude.api-key-file = '" + name + "' (environment variable"
                        + " CARAVAN_AMPLITUDE_API_KEY_FILE): "
                        + directory.resolve(name).normalize() + " " + why
                        + "; accepted is a file that holds printable ASCII without spaces and colons, and at most a"
                        + " newline at its end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {CANARY + " two", CANARY + "\n\n", CANARY + ":x", "\ufeff" + CANARY, "{\"key\": \"" + CANARY})
    void what_can_be_no_key_is_refused_without_a_word_of_it(String content) throws Exception {
        file("api", content);
        ofFiles();

        assertThat(given.problem()).contains("api holds what is not accepted").doesNotContain(CANARY);
    }

    @Test
    void a_file_that_is_too_long_is_refused() throws Exception {
        file("api", "x".repeat(SecretFile.LONGEST + 1));
        ofFiles();

        assertThat(given.problem()).contains("is longer than 16384 bytes");
    }

    @Test
    void a_file_that_everybody_may_read_is_told_of_and_taken_and_one_of_a_group_is_not() throws Exception {
        Files.setPosixFilePermissions(directory.resolve("api"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(directory.resolve("secret"), PosixFilePermissions.fromString("rw-r-----"));
        ofFiles();

        assertThat(given.load().remarks())
                .singleElement()
                .asString()
                .startsWith(directory.resolve("api") + " holds a secret and is open to every user");
    }

    @Test
    void a_secret_is_read_again_where_it_came_from_and_stays_where_that_fails() throws Exception {
        ofFiles();
        Secret key = project().apiKey();

        file("api", "the-next");
        assertThat(key.reveal()).isEqualTo("an-api-key");
        key.renew();
        assertThat(key.reveal()).isEqualTo("the-next");

        file("api", "not a key");
        key.renew();
        Files.delete(directory.resolve("api"));
        key.renew();
        assertThat(key.reveal()).isEqualTo("the-next");
        assertThat(key).hasToString("***");
    }

    /** Keys of a bucket are read before each request. */
    @Test
    void a_file_that_cannot_be_used_any_more_is_told_of_once_without_a_word_of_it() throws Exception {
        ofFiles();
        Secret key = project().apiKey();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Secret.class);
        logger.addAppender(logged);
        try {
            file("api", CANARY + " two");
            key.renewIfLocal();
            key.renewIfLocal();
            file("api", "the-next");
            key.renewIfLocal();
            file("api", CANARY + " three");
            key.renewIfLocal();
        } finally {
            logger.detachAppender(logged);
        }

        assertThat(logged.list).hasSize(2).allSatisfy(event -> assertThat(event.getFormattedMessage())
                .startsWith("the file " + directory.resolve("api") + " holds what is not accepted; the value that was")
                .doesNotContain(CANARY));
    }
}
