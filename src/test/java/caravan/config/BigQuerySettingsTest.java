package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.BigQuerySettings.Table;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BigQuerySettingsTest {
    @TempDir
    Path directory;

    private Given given() {
        return new Given(directory).set("caravan.warehouse", "bigquery");
    }

    private Given chosen() {
        return given().set("caravan.bigquery.project", "acme-lake");
    }

    @Test
    void a_project_is_all_that_has_to_be_said() throws Exception {
        BigQuerySettings settings = chosen().settings().bigQuery().orElseThrow();

        assertThat(settings)
                .isEqualTo(new BigQuerySettings(
                        "acme-lake",
                        "US",
                        "bronze",
                        new Table("bronze", "events"),
                        Optional.empty(),
                        "caravan_staging",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(settings.isLoopback()).isFalse();
        assertThat(given().problem()).contains("caravan.bigquery.project is not set");
        assertThat(new Given(directory).settings().bigQuery()).isEmpty();
    }

    @Test
    void tables_have_the_names_that_are_set_in_the_datasets_that_are_set() throws Exception {
        BigQuerySettings settings = chosen().set("caravan.bigquery.dataset", "raw")
                .set("caravan.bigquery.events-table", "ops.all_user_events")
                .set("caravan.bigquery.properties-table", "event_properties")
                .set("caravan.bigquery.endpoint", "http://127.0.0.1:9050")
                .settings()
                .bigQuery()
                .orElseThrow();

        assertThat(settings.events()).hasToString("ops.all_user_events");
        assertThat(settings.properties()).contains(new Table("raw", "event_properties"));
        assertThat(settings.endpoint()).contains(URI.create("http://127.0.0.1:9050"));
        assertThat(settings.isLoopback()).isTrue();
    }

    @Test
    void googles_own_name_says_who_asks() throws Exception {
        Given given = chosen().environment("GOOGLE_APPLICATION_CREDENTIALS", "/run/key.json");

        assertThat(given.settings().bigQuery().orElseThrow().credentialsFile()).contains(Path.of("/run/key.json"));

        given.set("caravan.bigquery.credentials-file", "/run/another.json");
        assertThat(given.settings().bigQuery().orElseThrow().credentialsFile())
                .as("what platforms set gives way in silence")
                .contains(Path.of("/run/another.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bigquery.googleapis.com",
                "https://bigquery.example.com",
                "https://googleapis.com.example.com",
                "https://user@bigquery.googleapis.com",
                "https://bigquery.googleapis.com/path",
                "http://169.254.169.254"
            })
    void no_other_server_than_googles_or_this_machine_gets_credentials(String address) throws Exception {
        assertThat(chosen().set("caravan.bigquery.endpoint", address).problem()).contains("caravan.bigquery.endpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "project, acme",
        "project, Acme-Lake",
        "location, somewhere else",
        "location, Europe",
        "dataset, a-b",
        "events-table, a.b.c",
        "events-table, all user events",
        "events-table, x`; DROP TABLE y",
        "properties-table, $insert",
        "staging-dataset, 1a",
        "load, streaming"
    })
    void names_that_are_none_are_refused(String key, String value) throws Exception {
        assertThat(chosen().set("caravan.bigquery." + key, value).problem()).contains("caravan.bigquery." + key, value);
    }

    @Test
    void bigquery_reads_no_store_but_google_cloud_storage() throws Exception {
        assertThat(chosen().set("caravan.bigquery.load", "direct").problem())
                .contains("caravan.bigquery.load", "accepted is upload");
    }
}
