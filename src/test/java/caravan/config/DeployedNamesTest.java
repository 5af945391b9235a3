package caravan.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names of ours in the files of other systems, which cannot tell when one is misspelt. */
class DeployedNamesTest {
    private static final Pattern IN_ENVIRONMENT = Pattern.compile("\\bCARAVAN_[A-Z0-9_]+\\b");
    private static final Pattern IN_PROPERTIES = Pattern.compile("\\bcaravan\\.[a-z0-9-]+(\\.[a-z0-9-]+)*(?==)");

    private static Set<String> found(Pattern names) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.matcher(Files.readString(file, ISO_8859_1)).results().forEach(name -> found.add(name.group()));
            }
        }
        return found;
    }

    @Test
    void every_name_for_the_environment_is_that_of_a_key_or_the_launchers_own() throws IOException {
        String launcher = Files.readString(Path.of("caravan"));

        assertThat(found(IN_ENVIRONMENT))
                .contains("CARAVAN_S3_BUCKET")
                .allMatch(name -> KeyNames.fromEnvironment(name).isPresent() || launcher.contains("${" + name + ":-"));
    }

    @Test
    void every_property_is_a_key() throws IOException {
        assertThat(found(IN_PROPERTIES))
                .contains("caravan.schedule.cron")
                .allSatisfy(name -> assertThat(KeyNames.known(name)).isPresent());
    }
}
