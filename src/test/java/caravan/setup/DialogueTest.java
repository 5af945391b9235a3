package caravan.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.config.Draft;
import caravan.config.Home;
import caravan.config.Project;
import caravan.config.S3Keys;
import caravan.failure.ExitCode;
import caravan.store.BucketLook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked, said and written; Amplitude and the buckets say what a test has them say. */
class DialogueTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-08T12:30:00Z"), ZoneOffset.UTC);
    private static final URI US = URI.create("https://us.example");
    private static final URI EU = URI.create("https://eu.example");
    private static final String KEY = "the-api-key";
    private static final String SECRET = "the-secret-key";
    private static final BucketLook THERE = new BucketLook(Optional.of("eu-central-1"), "", "");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<URI> tried = new ArrayList<>();
    private final Deque<BucketLook> looks = new ArrayDeque<>();
    private final List<S3Keys> looked = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private URI works = US;

    private Path dotEnv;

    @BeforeEach
    void place() {
        dotEnv = folder.resolve(".env");
    }

    private KeyTrial.Answer tried(Project project) {
        tried.add(project.url());
        boolean right = project.apiKey().reveal().equals(KEY)
                && project.secretKey().reveal().equals(SECRET);
        return right && project.url().equals(works)
                ? new KeyTrial.Answer(true, false, "the keys work", "")
                : new KeyTrial.Answer(false, true, "the keys are refused with 403", "check the keys");
    }

    private BucketLook looked(S3Keys s3) {
        looked.add(s3);
        return looks.isEmpty() ? THERE : looks.poll();
    }

    private void hold(Questions questions) throws Exception {
        Map<String, URI> regions = new LinkedHashMap<>();
        regions.put("us", US);
        regions.put("eu", EU);
        Sheet sheet = new Sheet(new PrintStream(said, true, StandardCharsets.UTF_8), false, false);
        Draft draft = Draft.of(Map.of(), environment, new Home(folder, folder.resolve("launcher")), NOW);
        new Dialogue(draft, questions, sheet, regions, this::tried, this::looked, NOW).hold();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void two_keys_are_enough_and_what_was_typed_is_written_for_its_owner_alone() throws Exception {
        Script script = new Script(KEY, SECRET, "", "");

        hold(script);

        assertThat(Files.readString(dotEnv)).isEqualTo("""
                AMP_API_KEY=the-api-key
                AMP_SECRET_KEY=the-secret-key
                AMP_REGION=us
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dotEnv)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly(".env");
        assertThat(tried)
                .as("the other region gets no keys where the first one takes them")
                .containsExactly(US);
        assertThat(said())
                .contains("data/lake", "begins with 2026-11-01T12, seven days back: 166 hours in 8 requests")
                .doesNotContain(KEY, SECRET);
    }

    @Test
    void keys_are_typed_hidden() throws Exception {
        Script script = new Script(KEY, SECRET, "lake", "", "access", "secret", "");

        hold(script);

        assertThat(script.hidden()).hasSize(4);
        assertThat(String.join("", script.shown())).doesNotContainIgnoringCase("key");
        assertThat(said()).doesNotContain("access\n", KEY, SECRET);
    }

    @Test
    void keys_of_the_other_region_are_told_and_that_region_taken() throws Exception {
        works = EU;

        hold(new Script(KEY, SECRET, "", ""));

        assertThat(tried).containsExactly(US, EU);
        assertThat(said()).contains("the keys work at https://eu.example (region eu)");
        assertThat(Files.readString(dotEnv)).contains("AMP_REGION=eu\n");
    }

    @Test
    void keys_that_no_region_takes_are_told_with_what_to_do_and_typed_again() throws Exception {
        hold(new Script(KEY, "wrong", "", KEY, SECRET, "", ""));

        assertThat(tried).containsExactly(US, EU, US);
        assertThat(said())
                .contains("WRONG", "region us and region eu: the keys are refused with 403", "copy both again")
                .doesNotContain("wrong\n");
        assertThat(Files.readString(dotEnv)).contains(SECRET).doesNotContain("wrong");
    }

    @Test
    void keys_that_do_not_work_are_written_all_the_same_where_somebody_wants_that() throws Exception {
        hold(new Script(KEY, "wrong", "w", "", ""));

        assertThat(Files.readString(dotEnv)).contains("AMP_SECRET_KEY=wrong").doesNotContain("AMP_REGION");
    }

    @Test
    void what_the_environment_has_is_not_asked_and_said_without_being_shown() throws Exception {
        environment.putAll(Map.of("AMP_API_KEY", KEY, "AMP_SECRET_KEY", SECRET, "AWS_BUCKET_NAME", "lake"));
        environment.putAll(Map.of("AWS_ACCESS_KEY", "an-access-key", "AWS_SECRET_KEY", "a-store-key"));
        Script script = new Script("", "");

        hold(script);

        assertThat(script.hidden()).isEmpty();
        assertThat(said())
                .contains(
                        "API key: taken from environment variable AMP_API_KEY",
                        "bucket lake: taken from environment variable AWS_BUCKET_NAME")
                .doesNotContain(KEY, SECRET, "an-access-key", "a-store-key");
        assertThat(Files.readString(dotEnv)).contains(KEY, SECRET, "AWS_SECRET_KEY=a-store-key");
    }

    @Test
    void no_bucket_is_asked_for_where_one_of_google_is_set() throws Exception {
        environment.put("CARAVAN_GCS_BUCKET", "lake");

        hold(new Script(KEY, SECRET, ""));

        assertThat(said())
                .contains("bucket 'lake' of Google Cloud Storage is set")
                .doesNotContain("folder of this");
        assertThat(looked).isEmpty();
    }

    @Test
    void a_key_in_a_file_is_not_asked_and_the_file_alone_is_named_in_what_is_written() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        environment.put("CARAVAN_AMPLITUDE_SECRET_KEY_FILE", file.toString());
        Script script = new Script(KEY, "", "");

        hold(script);

        assertThat(script.hidden()).hasSize(1);
        assertThat(said()).contains("Secret key: taken from environment variable CARAVAN_AMPLITUDE_SECRET_KEY_FILE");
        assertThat(Files.readString(dotEnv))
                .contains("CARAVAN_AMPLITUDE_SECRET_KEY_FILE=" + file)
                .doesNotContain(SECRET);
    }

    @Test
    void wrong_keys_of_the_environment_end_it_since_what_is_typed_would_not_count() {
        environment.putAll(Map.of("AMP_API_KEY", KEY, "AMP_SECRET_KEY", "wrong"));

        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(new Script("", "", "")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ExitCode.REFUSED));
        assertThat(said())
                .contains(
                        "environment variable AMP_SECRET_KEY says is not asked: where that is wrong, change it there");
        assertThat(dotEnv).doesNotExist();
    }

    @Test
    void a_region_of_the_environment_that_is_not_the_keys_own_ends_it() {
        environment.put("AMP_REGION", "us");
        works = EU;

        assertThatExceptionOfType(SetupRefused.class).isThrownBy(() -> hold(new Script(KEY, SECRET)));
        assertThat(said()).contains("the keys work in region eu, and environment variable AMP_REGION says us");
        assertThat(dotEnv).doesNotExist();
    }

    @Test
    void an_address_that_is_set_is_the_only_one_that_gets_the_keys() throws Exception {
        environment.put("AMP_BASE_URL", "https://proxy.example");
        works = URI.create("https://proxy.example");

        hold(new Script(KEY, SECRET, "", ""));

        assertThat(tried).containsExactly(works);
        assertThat(Files.readString(dotEnv))
                .contains("AMP_BASE_URL=https://proxy.example")
                .doesNotContain("AMP_REGION");
    }

    @Test
    void the_region_of_a_bucket_is_found_and_written() throws Exception {
        hold(new Script(KEY, SECRET, "lake", "", "", ""));

        assertThat(looked).singleElement().satisfies(s3 -> {
            assertThat(s3.bucket()).isEqualTo("lake");
            assertThat(s3.accessKey()).isEmpty();
        });
        assertThat(said()).contains("bucket 'lake' is there, in region eu-central-1");
        assertThat(Files.readString(dotEnv)).endsWith("AWS_BUCKET_NAME=lake\nAWS_REGION=eu-central-1\n");
    }

    @Test
    void a_bucket_that_is_not_there_is_told_and_typed_again_with_all_that_belongs_to_it() throws Exception {
        looks.add(new BucketLook(Optional.empty(), "there is no bucket 'lake'", "check its name"));

        hold(new Script(KEY, SECRET, "lake", "http://127.0.0.1:1", "a", "b", "", "pond", "-", "-", ""));

        assertThat(said()).contains("WRONG   there is no bucket 'lake'", "-> check its name");
        assertThat(Files.readString(dotEnv))
                .contains("AWS_BUCKET_NAME=pond")
                .doesNotContain("lake", "127.0.0.1", "AWS_ACCESS_KEY");
    }

    @Test
    void what_was_right_the_first_time_is_not_typed_again() throws Exception {
        looks.add(new BucketLook(Optional.of("us-west-1"), "there is no bucket 'lake'", "check its name"));
        looks.add(new BucketLook(Optional.of("us-west-1"), "there is no bucket 'lake'", "check its name"));
        Script script =
                new Script(KEY, SECRET, "lake", "http://127.0.0.1:1", "access", "secret", "", "pond", "", "", "");

        hold(script);

        assertThat(script.shown()).anyMatch(question -> question.contains("Enter keeps lake, - takes it away"));
        assertThat(script.hidden()).anyMatch(question -> question.contains("Enter keeps that of your last answer"));
        assertThat(Files.readString(dotEnv))
                .contains("AWS_BUCKET_NAME=pond", "AWS_ENDPOINT_URL_S3=http://127.0.0.1:1", "AWS_SECRET_KEY=secret")
                .contains("AWS_REGION=eu-central-1");
    }

    @Test
    void a_bucket_that_cannot_be_looked_at_is_written_all_the_same_where_somebody_wants_that() throws Exception {
        looks.add(new BucketLook(Optional.empty(), "not reached", "check the network"));

        hold(new Script(KEY, SECRET, "lake", "http://127.0.0.1:1", "", "w", ""));

        assertThat(Files.readString(dotEnv)).contains("AWS_BUCKET_NAME=lake", "AWS_ENDPOINT_URL_S3=http://127.0.0.1:1");
    }

    @Test
    void an_answer_that_is_not_accepted_is_asked_again() throws Exception {
        hold(new Script("a:b", KEY, "", SECRET, "s3://lake", "lake", "ftp://x", "", "", "2027-01-01", ""));

        assertThat(said())
                .contains("without spaces and colons", "the bucket's name alone", "https://host", "in the future");
        assertThat(Files.readString(dotEnv)).contains("AWS_BUCKET_NAME=lake").doesNotContain("CARAVAN_START");
    }

    @Test
    void a_start_is_answered_with_what_it_costs_and_written() throws Exception {
        hold(new Script(KEY, SECRET, "", "2026-01-01", "2026-10-01", ""));

        assertThat(said())
                .contains("begins with 2026-01-01T00: 7,474 hours in 312 requests")
                .contains("begins with 2026-10-01T00: 922 hours in 39 requests");
        assertThat(Files.readString(dotEnv)).contains("CARAVAN_START=2026-10-01\n");
    }

    @Test
    void a_file_that_is_there_is_left_alone_unless_somebody_says_yes() throws Exception {
        Files.writeString(dotEnv, "AMP_API_KEY=old\n");

        for (String answer : List.of("", "n", "no", "what?")) {
            assertThatExceptionOfType(Unanswered.class).isThrownBy(() -> hold(new Script(answer, KEY, SECRET, "", "")));
        }
        assertThat(Files.readString(dotEnv)).isEqualTo("AMP_API_KEY=old\n");
        assertThat(said()).contains("It sets AMP_API_KEY.");
    }

    @Test
    void enter_keeps_what_the_file_has_a_dash_takes_it_away_and_other_lines_stay() throws Exception {
        Files.writeString(
                dotEnv,
                "# mine\nAMP_API_KEY=" + KEY + "\nAMP_SECRET_KEY=" + SECRET
                        + "\nAWS_BUCKET_NAME=lake\nAWS_REGION=us-west-1\nOTHER=1\nAWS_ENDPOINT_URL=http://127.0.0.1:1\n");
        looks.add(new BucketLook(Optional.of("eu-central-1"), "it is elsewhere", "look there"));
        Script script = new Script("y", "", "", "", "-", "", "");

        hold(script);

        assertThat(script.hidden().get(0)).contains("Enter keeps that of .env line 2");
        assertThat(script.shown().get(1)).contains("Enter keeps lake");
        assertThat(looked)
                .extracting(S3Keys::region)
                .containsExactly(Optional.of("us-west-1"), Optional.of("eu-central-1"));
        assertThat(Files.readString(dotEnv))
                .isEqualTo("# mine\nAMP_API_KEY=" + KEY + "\nAMP_SECRET_KEY=" + SECRET
                        + "\nAWS_BUCKET_NAME=lake\nAWS_REGION=eu-central-1\nOTHER=1\nAMP_REGION=us\n");
    }

    @ParameterizedTest
    @CsvSource({"access secret, true", "-, false"})
    void the_session_token_of_keys_that_are_replaced_or_taken_away_goes_with_them(String typed, boolean keys)
            throws Exception {
        Files.writeString(dotEnv, """
                AMP_API_KEY=the-api-key
                AMP_SECRET_KEY=the-secret-key
                AWS_BUCKET_NAME=lake
                AWS_ACCESS_KEY=temporary
                AWS_SECRET_KEY=temporary-secret
                CARAVAN_S3_SESSION_TOKEN=a-token
                """);
        List<String> answers = new ArrayList<>(List.of("y", "", "", "", ""));
        answers.addAll(List.of(typed.split(" ")));
        answers.add("");

        hold(new Script(answers.toArray(String[]::new)));

        assertThat(Files.readString(dotEnv)).doesNotContain("a-token", "temporary");
        assertThat(looked).last().satisfies(s3 -> {
            assertThat(s3.sessionToken()).isEmpty();
            assertThat(s3.accessKey().isPresent()).isEqualTo(keys);
        });
    }

    @Test
    void input_that_ends_at_any_question_leaves_no_file() throws Exception {
        List<String> answers = List.of(KEY, SECRET, "lake", "", "access", "secret", "");
        for (int known = 0; known < answers.size(); known++) {
            Script script = new Script(answers.subList(0, known).toArray(String[]::new));

            assertThatExceptionOfType(Unanswered.class).isThrownBy(() -> hold(script));
            assertThat(files()).as("after " + known + " answers").isEmpty();
        }
    }

    @Test
    void without_a_terminal_all_that_is_missing_is_named_and_nothing_is_asked_of_amplitude() {
        environment.put("AWS_BUCKET_NAME", "lake");

        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(Questions.NOBODY))
                .withMessageContainingAll("AMP_API_KEY and AMP_SECRET_KEY", "nothing was written")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ExitCode.USAGE));
        assertThat(tried).isEmpty();
        assertThat(dotEnv).doesNotExist();
    }

    @Test
    void without_a_terminal_the_environment_is_enough() throws Exception {
        environment.putAll(Map.of("AMP_API_KEY", KEY, "AMP_SECRET_KEY", SECRET, "AWS_BUCKET_NAME", "lake"));
        environment.put("CARAVAN_START", "2026-10-01");
        works = EU;

        hold(Questions.NOBODY);

        assertThat(Files.readString(dotEnv)).isEqualTo("""
                AMP_API_KEY=the-api-key
                AMP_SECRET_KEY=the-secret-key
                AMP_REGION=eu
                CARAVAN_START=2026-10-01
                AWS_BUCKET_NAME=lake
                AWS_REGION=eu-central-1
                """);
    }

    @Test
    void without_a_terminal_nothing_that_does_not_work_is_written_nor_a_file_changed() throws Exception {
        environment.putAll(Map.of("AMP_API_KEY", KEY, "AMP_SECRET_KEY", SECRET, "AWS_BUCKET_NAME", "lake"));
        looks.add(new BucketLook(Optional.empty(), "there is no bucket 'lake'", "check its name"));

        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(Questions.NOBODY))
                .withMessageContaining("there is no bucket 'lake'");
        assertThat(files()).isEmpty();

        Files.writeString(dotEnv, "OTHER=1\n");
        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(Questions.NOBODY))
                .withMessageContaining("is there, and there is no terminal to ask");
        assertThat(Files.readString(dotEnv)).isEqualTo("OTHER=1\n");
    }

    @Test
    void a_symbolic_link_is_not_written_through_nor_replaced() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("shared.env"), "OTHER=1\n");
        Files.createSymbolicLink(dotEnv, elsewhere);

        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(new Script("y", KEY, SECRET, "", "")))
                .withMessageContaining("is a symbolic link");
        assertThat(Files.isSymbolicLink(dotEnv)).isTrue();
        assertThat(Files.readString(elsewhere)).isEqualTo("OTHER=1\n");
    }

    @Test
    void a_file_that_somebody_else_wrote_meanwhile_is_not_overwritten() throws Exception {
        looks.add(THERE);
        Questions meanwhile = new Questions() {
            private final Script script = new Script(KEY, SECRET, "", "");

            @Override
            public boolean areAnswered() {
                return true;
            }

            @Override
            public String ask(String question) throws Unanswered {
                try {
                    Files.writeString(dotEnv, "AMP_API_KEY=theirs\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return script.ask(question);
            }

            @Override
            public String askHidden(String question) throws Unanswered {
                return script.askHidden(question);
            }
        };

        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(meanwhile))
                .withMessageContaining("changed by somebody else");
        assertThat(Files.readString(dotEnv)).isEqualTo("AMP_API_KEY=theirs\n");
        assertThat(files()).containsExactly(".env");
    }

    @Test
    void several_projects_are_not_for_this() throws Exception {
        Files.writeString(dotEnv, "CARAVAN_PROJECTS_WEB_API_KEY=a\nCARAVAN_PROJECTS_WEB_SECRET_KEY=b\n");

        assertThatExceptionOfType(SetupRefused.class)
                .isThrownBy(() -> hold(new Script("y")))
                .withMessageContaining("one of several projects");
        assertThat(Files.exists(dotEnv, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
