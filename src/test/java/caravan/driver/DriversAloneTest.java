package caravan.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DriversAloneTest {
    private static final Path CLASSES = Path.of("target", "classes");

    /** Whoever lands and loads elsewhere does not load Google's libraries, and may leave them out. */
    @Test
    void no_class_but_those_of_their_store_and_the_account_at_bigquery_know_googles_libraries() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<String> knowing = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(DriversAloneTest::knowsGoogle)
                    .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
                    .toList();

            assertThat(knowing)
                    .contains("caravan/bigquery/GoogleAccount.class")
                    .allMatch(name ->
                            name.startsWith("caravan/store/Gcs") || name.startsWith("caravan/bigquery/GoogleAccount"));
        }
    }

    private static boolean knowsGoogle(Path file) {
        try {
            String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
            return Stream.of("com/google/api", "com/google/auth", "com/google/cloud")
                    .anyMatch(constants::contains);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
