package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in for AWS Secrets Manager, through Camel's own function. */
@Timeout(60)
class AwsSecretTest {
    private static final String CANARY = "cAnary";

    @TempDir
    Path directory;

    private SecretsManagerServer vault;
    private Given given;

    @BeforeEach
    void start() throws Exception {
        vault = new SecretsManagerServer()
                .put("amplitude", "{\"api-key\": \"an-api-key\", \"secret-key\": \"a-secret\"}")
                .put("plain", "a-plain-one");
        given = new Given(directory)
                .withoutKeys()
                .environment("AMP_API_KEY", "{{aws:amplitude#api-key}}")
                .environment("AMP_SECRET_KEY", "{{aws:amplitude#secret-key}}")
                .set("camel.vault.aws.uriEndpointOverride", vault.url());
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private Project project() throws Exception {
        return given.settings().projects().get(0);
    }

    @Test
    void fields_of_a_secret_are_the_keys_and_nothing_prints_them() throws Exception {
        assertThat(project().apiKey().reveal()).isEqualTo("an-api-key");
        assertThat(project().secretKey().reveal()).isEqualTo("a-secret");
        assertThat(given.load() + " " + given.load().forCamel() + given.settings())
                .doesNotContain("an-api-key", "a-secret");
    }

    @Test
    void a_secret_without_fields_is_taken_whole() throws Exception {
        given.environment("AMP_SECRET_KEY", "{{aws:plain}}");

        assertThat(project().secretKey().reveal()).isEqualTo("a-plain-one");
    }

    @Test
    void a_secret_is_named_by_its_arn_too() throws Exception {
        String arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/amplitude-AbCdEf";
        vault.put(arn, "{\"key\": \"by-arn\"}");
        given.environment("AMP_SECRET_KEY", "{{aws:" + arn + "#key}}");

        assertThat(project().secretKey().reveal()).isEqualTo("by-arn");
    }

    @Test
    void the_region_is_camels_own_key_else_the_buckets() throws Exception {
        given.environment("AWS_REGION", "eu-west-3").load();
        assertThat(vault.signatures()).hasSize(2).allMatch(one -> one.contains("/eu-west-3/secretsmanager/"));

        given.properties("camel.vault.aws.region=eu-north-1").load();
        assertThat(vault.signatures()).hasSize(4).endsWith(vault.signatures().get(3));
        assertThat(vault.signatures().get(3)).contains("/eu-north-1/secretsmanager/");
    }

    @Test
    void a_secret_that_is_not_there_is_told_with_key_name_and_cause() {
        given.environment("AMP_SECRET_KEY", "{{aws:nobody#secret-key}}");

        assertThat(given.problem())
                .startsWith("caravan.amplitude.secret-key = '***' (environment variable AMP_SECRET_KEY): the secret"
                        + " nobody#secret-key of AWS Secrets Manager cannot be read: 400 ResourceNotFoundException:"
                        + " Secrets Manager can't find the secret.");
    }

    @Test
    void a_field_that_is_not_there_is_told() {
        given.environment("AMP_SECRET_KEY", "{{aws:amplitude#secret}}");

        assertThat(given.problem()).contains("the secret amplitude#secret of AWS Secrets Manager has nothing there");
    }

    @Test
    void a_secret_that_is_no_json_is_told_of_without_a_word_of_it() {
        vault.put("amplitude", CANARY);

        assertThat(given.problems()).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .contains("it is not JSON that has fields")
                .doesNotContain(CANARY));
    }

    @Test
    void a_secret_that_can_be_no_key_is_told_of_without_a_word_of_it() {
        vault.put("plain", CANARY + " and more");
        given.environment("AMP_SECRET_KEY", "{{aws:plain}}");

        assertThat(given.problem()).contains("holds what is not accepted").doesNotContain(CANARY);
    }

    @Test
    void a_vault_that_is_away_is_told() {
        vault.close();
        System.setProperty("aws.accessKeyId", "a");
        System.setProperty("aws.secretAccessKey", "b");
        given.set("camel.vault.aws.region", "eu-north-1");

        assertThat(given.problems()).hasSize(2).allMatch(problem -> problem.contains("cannot be read: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{aws:}}", "{{aws:a:default}}", "{{aws:a#b:default}}", "{{gcp:a}}", "{{}}", "{{AMP_SECRET_KEY}}"
            })
    void other_placeholders_than_a_name_and_a_field_are_refused(String text) {
        given.environment("AMP_SECRET_KEY", text);

        assertThat(given.problem())
                .contains("accepted is {{aws:name}} or {{aws:name#field}}, without a default")
                .doesNotContain("gcp");
    }

    @Test
    void only_secrets_are_looked_up() {
        given.set("caravan.store.prefix", "{{aws:plain}}");

        assertThat(given.problem())
                .startsWith("caravan.store.prefix = '{{aws:plain}}'")
                .contains("only secrets are looked up in AWS Secrets Manager");
    }

    @Test
    void keys_for_the_vault_itself_are_not_taken_where_routes_could_print_them() {
        given.set("camel.vault.aws.secret-key", CANARY);

        assertThat(given.problem())
                .startsWith("--set camel.vault.aws.secret-key is not taken")
                .doesNotContain(CANARY);
    }

    @Test
    void an_endpoint_that_would_show_secrets_to_the_network_is_refused() {
        given.set("camel.vault.aws.uriEndpointOverride", "http://10.0.0.1:4566");

        assertThat(given.problems()).hasSize(2).allMatch(problem -> problem.contains("http only to loopback"));
    }

    @Test
    void a_secret_is_read_again_and_only_when_asked_to() throws Exception {
        Secret key = project().secretKey();
        int asked = vault.signatures().size();
        vault.put("amplitude", "{\"secret-key\": \"the-next\"}");

        key.renewIfLocal();
        assertThat(key.reveal()).isEqualTo("a-secret");
        assertThat(vault.signatures()).hasSize(asked);

        key.renew();
        assertThat(key.reveal()).isEqualTo("the-next");
    }
}
