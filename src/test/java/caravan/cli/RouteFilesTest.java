package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
    @TempDir
    Path folder;

    private Configuration configuration() throws ConfigurationRefused {
        return Configuration.of(
                Map.of("caravan.amplitude.api-key", "a", "caravan.amplitude.secret-key", "b"),
                folder,
                Clock.systemUTC());
    }

    @Test
    void a_folder_of_routes_that_is_not_there_is_refused_by_its_name() {
        Path missing = folder.resolve("routes");

        assertThatThrownBy(() -> RouteFiles.files(configuration(), missing, true))
                .isInstanceOf(RoutesRefused.class)
                .hasMessageContaining("the routes in " + missing + " cannot be read")
                .hasMessageContaining("nothing was started");
    }

    @Test
    void the_chapters_come_in_their_order_and_then_one_store_and_one_warehouse() throws Exception {
        assertThat(RouteFiles.files(configuration(), Path.of("routes"), true))
                .extracting(file -> file.getFileName().toString())
                .startsWith("10-schedule.camel.yaml", "20-sync-hours.camel.yaml")
                .endsWith("file.camel.yaml", "none.camel.yaml")
                .doesNotContain("s3.camel.yaml");
    }

    @Test
    void a_command_that_ends_by_itself_has_no_schedule_and_answers_nobody() throws Exception {
        assertThat(RouteFiles.files(configuration(), Path.of("routes"), false))
                .noneMatch(file -> file.endsWith("10-schedule.camel.yaml"))
                .noneMatch(file -> file.endsWith("observe.camel.yaml"));
    }
}
