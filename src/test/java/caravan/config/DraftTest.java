package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
    @TempDir
    Path folder;

    private final Map<String, String> set = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Draft draft() throws Exception {
        return Draft.of(set, environment, new Home(folder, folder.resolve("launcher")), Given.NOW);
    }

    private void dotEnv(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    private static Draft answered(Draft draft) {
        assertThat(draft.answer(Map.of(Key.API_KEY, "key", Key.SECRET_KEY, "sec'ret")))
                .isEmpty();
        return draft;
    }

    @Test
    void what_is_answered_is_written_under_the_names_that_people_know_and_read_back() throws Exception {
        Draft draft = answered(draft());
        assertThat(draft.answer(Map.of(Key.S3_BUCKET, "lake", Key.START, "2026-01-01")))
                .isEmpty();

        assertThat(draft.written()).isEqualTo("""
                        AMP_API_KEY=key
                        AMP_SECRET_KEY="sec'ret"
                        CARAVAN_START=2026-01-01
                        AWS_BUCKET_NAME=lake
                        """);
        dotEnv(draft.written());
        Settings settings = new Given(folder).withoutKeys().settings();
        assertThat(settings.projects().get(0).secretKey().reveal()).isEqualTo("sec'ret");
        assertThat(settings.s3().orElseThrow().bucket()).isEqualTo("lake");
    }

    @Test
    void lines_that_nobody_answered_stay_as_they_are_and_the_others_keep_their_place_and_name() throws Exception {
        dotEnv("""
                # mine
                CARAVAN_AMPLITUDE_API_KEY=old # of last year
                OTHER_PROGRAM='x  y'
                export AWS_BUCKET=lake
                AMP_API_KEY=old

                CARAVAN_WINDOW=6
                """);
        Draft draft = answered(draft());
        draft.leaveOut(Key.S3_BUCKET);

        assertThat(draft.written()).isEqualTo("""
                        # mine
                        CARAVAN_AMPLITUDE_API_KEY=key
                        OTHER_PROGRAM='x  y'

                        CARAVAN_WINDOW=6
                        AMP_SECRET_KEY="sec'ret"
                        """);
    }

    @Test
    void an_answer_that_the_configuration_would_refuse_is_not_taken_and_a_secret_in_it_not_shown() throws Exception {
        Draft draft = answered(draft());

        assertThat(draft.answer(Map.of(Key.S3_BUCKET, "s3://lake")).orElseThrow())
                .contains("s3://lake", "your answer", "the bucket's name alone");
        assertThat(draft.answer(Map.of(Key.API_KEY, "canary:x")).orElseThrow())
                .contains("***", "without spaces and colons")
                .doesNotContain("canary");
        assertThat(draft.written()).contains("AMP_API_KEY=key").doesNotContain("AWS_BUCKET_NAME");
    }

    @Test
    void what_the_environment_or_the_command_line_says_is_given_and_written_too() throws Exception {
        environment.put("AMP_API_KEY", "from-the-environment");
        environment.put("AWS_REGION", "eu-west-1");
        set.put("caravan.store.prefix", "raw");
        Draft draft = draft();

        assertThat(draft.given(Key.API_KEY)).hasToString("Optional[environment variable AMP_API_KEY]");
        assertThat(draft.given(Key.SECRET_KEY)).isEmpty();
        assertThat(draft.written())
                .as("a region is of no use without a bucket")
                .isEqualTo("AMP_API_KEY=from-the-environment\nCARAVAN_STORE_PREFIX=raw\n");
        assertThat(draft.answer(Map.of(Key.S3_BUCKET, "lake"))).isEmpty();
        assertThat(draft.written()).contains("AWS_REGION=eu-west-1");
    }

    @Test
    void what_application_properties_say_is_given_and_not_written_again() throws Exception {
        Files.writeString(folder.resolve("application.properties"), "caravan.s3.bucket=lake\n");
        Draft draft = answered(draft());

        assertThat(draft.given(Key.S3_BUCKET)).hasToString("Optional[application.properties line 1]");
        assertThat(draft.hasBucket()).isTrue();
        assertThat(draft.written()).doesNotContain("lake");
    }

    @Test
    void what_is_wrong_already_is_told_before_anything_is_asked() throws Exception {
        dotEnv("CARAVAN_WINDOW=0\nnonsense\n");

        assertThatExceptionOfType(ConfigurationRefused.class)
                .isThrownBy(this::draft)
                .withMessageContaining(".env line 2");
        dotEnv("CARAVAN_WINDOW=0\nCARAVAN_STORE=s3\n");
        assertThatExceptionOfType(ConfigurationRefused.class)
                .isThrownBy(this::draft)
                .withMessageContaining("caravan.window")
                .withMessageNotContaining("is not set");
    }

    @Test
    void a_configuration_of_several_projects_is_told() throws Exception {
        dotEnv("CARAVAN_PROJECTS_WEB_API_KEY=a\nCARAVAN_PROJECTS_WEB_SECRET_KEY=b\n");

        assertThat(draft().severalProjects()).hasValue("caravan.projects.web.api-key (.env line 1)");
    }
}
