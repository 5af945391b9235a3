package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path directory;

    @Test
    void routes_models_and_properties_are_the_callers_where_they_exist_else_the_launchers() throws Exception {
        Path caller = Files.createDirectory(directory.resolve("caller"));
        Path launcher = Files.createDirectory(directory.resolve("launcher"));
        Home home = new Home(caller, launcher);
        assertThat(home.routes()).isEqualTo(launcher.resolve("routes"));
        assertThat(home.properties()).isEqualTo(launcher.resolve("application.properties"));
        assertThat(home.models()).isEqualTo(launcher.resolve("dbt"));
        Files.createDirectory(caller.resolve("routes"));
        Files.createDirectory(caller.resolve("dbt"));
        Files.createFile(caller.resolve("application.properties"));
        assertThat(home.routes()).isEqualTo(caller.resolve("routes"));
        assertThat(home.models()).isEqualTo(caller.resolve("dbt"));
        assertThat(home.properties()).isEqualTo(caller.resolve("application.properties"));
    }

    @Test
    void secrets_and_data_are_always_the_callers() {
        Home home = new Home(directory, directory.resolve("launcher"));
        assertThat(home.dotEnv()).isEqualTo(directory.resolve(".env"));
        assertThat(home.data()).isEqualTo(directory.resolve("data"));
    }

    @Test
    void paths_are_absolute() {
        assertThat(new Home(Path.of(""), Path.of("x")).routes()).isAbsolute();
        assertThat(Home.detect().caller()).isEqualTo(Path.of("").toAbsolutePath());
    }
}
