package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {
    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void setUp() {
        given = new Given(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "caravan.windw, caravan.window",
        "carvan.window, caravan.window",
        "Caravan.window, caravan.window",
        "caravna.s3.buckets, caravan.s3.bucket",
        "caravan.redelivery.trys, caravan.redelivery.tries",
        "caravan.projects.web.api_key, caravan.projects.web.api-key",
        "caravan, caravan.grace",
    })
    void an_unknown_key_is_refused_with_the_nearest_one(String key, String nearest) throws Exception {
        given.properties(key + "=canary");
        assertThat(given.problem())
                .startsWith(key + " (application.properties line 1) is not a key")
                .doesNotContain("canary");
        if (key.length() > 7) {
            assertThat(given.problem()).endsWith(" " + nearest);
        }
    }

    @Test
    void a_key_without_its_head_is_refused_on_the_command_line_and_a_placeholder_in_the_file() throws Exception {
        given.set("amplitude.region", "eu");
        assertThat(given.problem())
                .isEqualTo("--set amplitude.region is not a key; the nearest one is caravan.amplitude.region");
        given = new Given(directory).properties("window=3");
        given.settings();
    }

    @ParameterizedTest
    @CsvSource({
        "CARAVAN_WINDWO, CARAVAN_WINDOW",
        "CARVAN_WINDOW, CARAVAN_WINDOW",
        "CARAVAN_AMPLITUDE_APIKEY, CARAVAN_AMPLITUDE_API_KEY",
        "AMP_API_KEI, AMP_API_KEY",
        "AMP_APIKEY, AMP_API_KEY",
    })
    void an_unknown_name_is_refused_with_the_nearest_one(String name, String nearest) throws Exception {
        given.environment(name, "canary");
        assertThat(given.problem())
                .isEqualTo("environment variable " + name + " is not a key; the nearest one is " + nearest);
        given = new Given(directory).dotEnv(name + "=canary");
        assertThat(given.problem()).isEqualTo(name + " (.env line 1) is not a key; the nearest one is " + nearest);
    }

    @Test
    void a_misspelt_bucket_in_dot_env_does_not_silently_become_a_local_folder() throws Exception {
        given.dotEnv("AWS_BUKET_NAME=lake");
        assertThat(given.problem()).contains("AWS_BUKET_NAME (.env line 1)", "AWS_BUCKET_NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "AMPLITUDE_HOME",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_PROFILE",
                "AWS_DEFAULT_REGION",
                "CARAVAN_JAVA_OPTS",
                "CARAVAN_SERVICE_HOST",
                "CARAVAN_SERVICE_PORT_HTTP",
                "CARAVAN_PORT",
                "CARAVAN_PORT_8080_TCP_ADDR",
                "CARAVAN_METRICS_SERVICE_HOST",
                "AWS_BUCKETS",
                "CARAVEL_WINDOW"
            })
    void names_of_other_programs_in_the_environment_are_none_of_our_business(String name) throws Exception {
        given.environment(name, "x");
        assertThat(given.load().forCamel()).doesNotContainKey(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AMP_API_KEY", "AWS_SECRET_ACCESS_KEY", "CARAVAN_WINDOW"})
    void names_of_the_environment_are_refused_in_the_properties(String name) throws Exception {
        given.properties(name + "=canary");
        assertThat(given.problem())
                .contains(name, "is a name for the environment and .env")
                .doesNotContain("canary");
    }

    @Test
    void other_keys_of_the_properties_and_options_are_handed_to_camel() throws Exception {
        given.properties("camel.main.name=mine\nteam.topic=a").set("team.topic", "b");
        assertThat(given.load().forCamel())
                .containsEntry("camel.main.name", "mine")
                .containsEntry("team.topic", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.ssl.trust-all-certificates",
                "camel.ssl.trustAllCertificates",
                "CAMEL.SSL.ENABLED",
                "camel.component.http.ssl-context-parameters",
                "camel.component.https.x509HostnameVerifier",
                "camel.component.http.use-global-ssl-context-parameters",
                "camel.component.aws2-s3.trust-all-certificates",
                "camel.component.aws2-s3.trustAllCertificates",
                "camel.component.http.log-http-activity",
                "camel.component.http.httpClientConfigurer"
            })
    void no_key_says_whose_certificate_is_good_or_what_of_a_request_is_logged(String key) throws Exception {
        given.properties(key + "=true");
        assertThat(given.problem())
                .contains(key + " (application.properties line 1) is not taken", "the JVM's trust store");
        assertThat(new Given(directory.resolve("elsewhere")).set(key, "true").problem())
                .contains("--set " + key + " is not taken");
    }

    @Test
    void an_unknown_option_is_refused_like_any_key() {
        given.set("caravan.windo", "1");
        assertThat(given.problem()).isEqualTo("--set caravan.windo is not a key; the nearest one is caravan.window");
    }

    @Test
    void a_swap_of_neighbours_is_one_step() {
        assertThat(Nearest.distance("widnow", "window")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("ABC", "abc")).isZero();
    }
}
