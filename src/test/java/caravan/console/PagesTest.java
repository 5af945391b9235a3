package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final Path FOLDER = Path.of("target/classes/caravan/console");

    @Test
    void the_list_has_every_file_of_the_pages_and_no_other() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> listed = Files.readAllLines(FOLDER.resolve("files.txt"));

            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.endsWith(".class"))
                            .filter(name ->
                                    !List.of("files.txt", "openapi.yaml").contains(name)))
                    .containsExactlyInAnyOrderElementsOf(listed);
            assertThat(new Pages()).isNotNull();
        }
    }
}
