package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCheckTest {
    private static final Path ROUTES = Path.of("routes");

    @TempDir
    Path place;

    private Path routes;

    @BeforeEach
    void copyRoutes() throws IOException {
        routes = place.resolve("routes");
        try (Stream<Path> found = Files.walk(ROUTES)) {
            for (Path path : found.toList()) {
                Files.copy(path, routes.resolve(ROUTES.relativize(path).toString()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "s3"})
    void the_routes_as_they_are_have_no_findings(String store) throws Exception {
        assertThat(findings(store)).isEmpty();
    }

    @Test
    void a_misspelt_step_is_found() throws Exception {
        edit("50-verify-archive.camel.yaml", "- setVariable:", "- setVariabel:");

        assertThat(findings("file")).isNotEmpty().allSatisfy(finding -> assertThat(finding)
                .startsWith("50-verify-archive.camel.yaml")
                .contains("setVariabel"));
    }

    @Test
    void a_misspelt_option_of_an_endpoint_is_found() throws Exception {
        edit("40-fetch-export.camel.yaml", "followRedirects:", "folowRedirects:");

        assertThat(findings("file"))
                .singleElement()
                .asString()
                .startsWith("40-fetch-export.camel.yaml")
                .contains("folowRedirects");
    }

    @Test
    void a_placeholder_that_names_no_property_is_found() throws Exception {
        edit("25-take-windows.camel.yaml", "{{caravan.downloads}}", "{{caravan.donwloads}}");

        assertThat(findings("file"))
                .singleElement()
                .asString()
                .startsWith("25-take-windows.camel.yaml")
                .contains("{{caravan.donwloads}} names no property");
    }

    @Test
    void an_id_that_two_routes_have_is_found() throws Exception {
        edit("80-load-warehouse.camel.yaml", "id: load-warehouse", "id: commit-hours");

        assertThat(findings("file"))
                .singleElement()
                .asString()
                .startsWith("80-load-warehouse.camel.yaml")
                .contains("'commit-hours' is also in 70-commit-hours.camel.yaml");
    }

    @Test
    void a_file_that_is_not_there_is_found() throws Exception {
        Files.delete(routes.resolve("stores/file.camel.yaml"));

        assertThat(findings("file")).singleElement().asString().startsWith("file.camel.yaml is not there");
    }

    @Test
    void broken_yaml_is_found_with_its_line() throws Exception {
        edit(
                "70-commit-hours.camel.yaml",
                "      steps:\n        - setVariable:",
                "      steps: [\n        - setVariable:");

        assertThat(findings("file"))
                .singleElement()
                .asString()
                .startsWith("70-commit-hours.camel.yaml is no YAML")
                .containsPattern("at line \\d+");
    }

    @Test
    void everything_that_is_wrong_is_found_at_once() throws Exception {
        edit("25-take-windows.camel.yaml", "{{caravan.downloads}}", "{{caravan.donwloads}}");
        edit("40-fetch-export.camel.yaml", "followRedirects:", "folowRedirects:");

        assertThat(findings("file")).hasSize(2);
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(routes.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(routes.resolve(file), text.replace(from, to));
    }

    private List<String> findings(String store) throws IOException, ConfigurationRefused {
        Map<String, String> set = new HashMap<>(Map.of(
                "caravan.amplitude.api-key",
                "a-key",
                "caravan.amplitude.secret-key",
                "a-secret",
                "caravan.store",
                store));
        if (store.equals("s3")) {
            set.put("caravan.s3.bucket", "lake");
        }
        Configuration configuration = Configuration.of(set, place, Clock.systemUTC());
        return new RouteCheck(RouteFiles.placeholders(configuration))
                .findings(RouteFiles.files(configuration, routes, true));
    }
}
