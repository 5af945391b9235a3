package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoConsoleTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8080");

    @TempDir
    Path folder;

    @Test
    void a_token_is_made_once_and_nothing_else_lies_beside_it() throws Exception {
        Path file = DemoConsole.token(folder.resolve("demo"));
        String token = Files.readString(file);

        assertThat(token).matches("[0-9a-f]{48}");
        assertThat(Files.readString(DemoConsole.token(folder.resolve("demo")))).isEqualTo(token);
        assertThat(DemoConsole.link(ADDRESS, Optional.of(file))).isEqualTo(ADDRESS + "/#token=" + token);
        try (Stream<Path> all = Files.list(folder.resolve("demo"))) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void an_empty_file_that_a_crash_left_is_no_token_for_ever() throws Exception {
        Files.createFile(folder.resolve("token"));

        assertThat(Files.readString(DemoConsole.token(folder))).matches("[0-9a-f]{48}");
    }

    @Test
    void a_token_that_cannot_be_read_is_said_and_no_link_has_none() {
        String link = DemoConsole.link(ADDRESS, Optional.of(folder.resolve("gone")));

        assertThat(link)
                .startsWith(ADDRESS + "/ (its token cannot be read from " + folder.resolve("gone"))
                .doesNotContain("#token=");
        assertThat(DemoConsole.link(ADDRESS, Optional.empty())).isEqualTo(ADDRESS + "/");
    }
}
