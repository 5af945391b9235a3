package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void setUp() {
        given = new Given(directory);
    }

    @Test
    void the_option_counts_before_the_environment_and_that_before_dot_env_and_the_properties() throws Exception {
        given.properties("caravan.window=1").dotEnv("");
        assertThat(given.settings().window()).isEqualTo(1);
        given.dotEnv("CARAVAN_WINDOW=2");
        assertThat(given.settings().window()).isEqualTo(2);
        given.environment("CARAVAN_WINDOW", "3");
        assertThat(given.settings().window()).isEqualTo(3);
        given.set("caravan.window", "4");
        assertThat(given.settings().window()).isEqualTo(4);
    }

    @Test
    void an_earlier_layer_counts_even_by_another_name() throws Exception {
        given.environment("AWS_BUCKET", "earlier").dotEnv("CARAVAN_S3_BUCKET=later");
        assertThat(given.settings().s3().orElseThrow().bucket()).isEqualTo("earlier");
    }

    @Test
    void names_that_people_have_in_dot_env_work_as_they_are() throws Exception {
        given.withoutKeys().dotEnv("""
                AMP_API_KEY=k
                AMP_SECRET_KEY=s
                AMP_REGION=EU
                AWS_BUCKET_NAME=lake
                AWS_REGION=eu-central-1
                AWS_ACCESS_KEY=a
                AWS_ACCESS_SECRET_KEY=b
                AWS_ENDPOINT_URL=http://minio:9000
                """);
        Settings settings = given.settings();
        Project project = settings.projects().get(0);
        assertThat(project.apiKey().reveal()).isEqualTo("k");
        assertThat(project.secretKey().reveal()).isEqualTo("s");
        assertThat(project.url()).hasToString("https://analytics.eu.amplitude.com");
        S3Keys s3 = settings.s3().orElseThrow();
        assertThat(s3.bucket()).isEqualTo("lake");
        assertThat(s3.region()).hasValue("eu-central-1");
        assertThat(s3.endpoint().orElseThrow()).hasToString("http://minio:9000");
        assertThat(s3.accessKey().orElseThrow().reveal()).isEqualTo("a");
        assertThat(s3.secretKey().orElseThrow().reveal()).isEqualTo("b");
        assertThat(settings.store()).isEqualTo(StoreKind.S3);
    }

    @Test
    void two_names_of_one_layer_that_disagree_are_both_named() throws IOException {
        given.dotEnv("AWS_BUCKET_NAME=one-bucket\n\nAWS_BUCKET=two-bucket");
        assertThat(given.problem())
                .contains("caravan.s3.bucket", "AWS_BUCKET_NAME (.env line 1)", "AWS_BUCKET (.env line 3)");
    }

    @Test
    void two_names_of_one_layer_may_say_the_same() throws Exception {
        given.dotEnv("AWS_BUCKET_NAME=lake\nAWS_BUCKET=lake\nCARAVAN_S3_BUCKET=lake");
        assertThat(given.settings().s3().orElseThrow().bucket()).isEqualTo("lake");
    }

    @Test
    void a_name_that_stands_twice_with_two_values_is_a_problem() throws IOException {
        given.dotEnv("CARAVAN_WINDOW=1\nCARAVAN_WINDOW=2");
        assertThat(given.problem()).contains(".env line 1", ".env line 2", "different values");
    }

    @Test
    void our_own_name_counts_beside_names_that_a_platform_sets_for_everybody() throws Exception {
        given.environment("AWS_REGION", "us-east-1").environment("CARAVAN_S3_REGION", "eu-west-1");
        given.environment("AWS_BUCKET", "lake");
        assertThat(given.settings().s3().orElseThrow().region()).hasValue("eu-west-1");
    }

    @Test
    void a_platforms_name_that_stands_twice_with_two_values_is_a_problem_all_the_same() throws IOException {
        given.dotEnv("AWS_REGION=us-east-1\nAWS_REGION=eu-west-1");
        assertThat(given.problem()).contains("AWS_REGION (.env line 1)", "AWS_REGION (.env line 2)");
    }

    @Test
    void an_empty_value_is_not_set() throws Exception {
        given.environment("CARAVAN_WINDOW", " ")
                .dotEnv("CARAVAN_WINDOW=\nAWS_BUCKET=''")
                .properties("caravan.window=7");
        assertThat(given.settings().window()).isEqualTo(7);
        assertThat(given.settings().store()).isEqualTo(StoreKind.FILE);
    }

    @Test
    void every_key_has_a_name_in_the_environment() {
        for (Key key : Key.values()) {
            String name = KeyNames.ofProject(key, "web");
            String environment = KeyNames.environment(name);
            assertThat(environment).matches("CARAVAN(_[A-Z0-9]+)+");
            assertThat(KeyNames.fromEnvironment(environment)).as(environment).hasValue(name);
        }
    }

    @Test
    void the_callers_properties_count_instead_of_the_launchers() throws Exception {
        Path launcher = Files.createDirectory(directory.resolve("launcher"));
        Files.writeString(launcher.resolve("application.properties"), "caravan.window=5\ncaravan.downloads=3");
        assertThat(given.settings().window()).isEqualTo(5);
        given.properties("caravan.window=6");
        assertThat(given.settings().window()).isEqualTo(6);
        assertThat(given.settings().downloads()).isEqualTo(2);
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_file() throws Exception {
        given.dotEnv("\ufeffCARAVAN_WINDOW=9\r\nCARAVAN_DOWNLOADS=3\r\n");
        given.properties("\ufeffcaravan.uploads=11\r\n");
        assertThat(given.settings().window()).isEqualTo(9);
        assertThat(given.settings().downloads()).isEqualTo(3);
        assertThat(given.settings().uploads()).isEqualTo(11);
    }

    @Test
    void a_file_that_is_no_text_is_a_problem() throws IOException {
        Files.write(directory.resolve(".env"), new byte[] {'A', '=', (byte) 0xff, (byte) 0xfe});
        assertThat(given.problem()).endsWith(".env: accepted is UTF-8");
        Files.delete(directory.resolve(".env"));
        Files.createDirectory(directory.resolve(".env"));
        assertThat(given.problem()).contains(".env cannot be read");
    }

    @Test
    void the_demonstration_reads_options_only() throws Exception {
        given.dotEnv("not a line").properties("caravan.window=0");
        var set = java.util.Map.of(
                "caravan.amplitude.api-key", "k", "caravan.amplitude.secret-key", "s", "caravan.project", "demo");
        Settings settings = Configuration.of(set, directory, Given.NOW).settings();
        assertThat(settings.window()).isEqualTo(24);
        assertThat(settings.projects()).extracting(Project::name).containsExactly("demo");
    }
}
