package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of the image without building it; {@code .ci/container.sh} builds and runs it. */
class DockerfileTest {
    private static final Pattern WORDS = Pattern.compile("\\[.*]");

    /** Instructions, continued lines put together, in their order. */
    private final List<String> instructions;

    DockerfileTest() throws IOException {
        String text = Files.readString(Path.of("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "");
        instructions = text.lines().filter(line -> !line.isBlank()).toList();
    }

    private List<String> ofWhatRuns() {
        int second = instructions.indexOf("FROM ${RUN_IMAGE} AS product");
        assertThat(second).isPositive();
        return instructions.subList(second, instructions.size());
    }

    private String the(String instruction) {
        return ofWhatRuns().stream()
                .filter(line -> line.startsWith(instruction + " "))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(String instruction) throws IOException {
        Matcher list = WORDS.matcher(instruction);
        assertThat(list.find()).as(instruction).isTrue();
        return Arrays.asList(new ObjectMapper().readValue(list.group(), String[].class));
    }

    @Test
    void nothing_of_what_runs_is_left_to_a_shell() throws IOException {
        for (String line : ofWhatRuns()) {
            if (line.matches("(RUN|CMD|ENTRYPOINT|HEALTHCHECK) .*")) {
                assertThat(words(line)).as(line).isNotEmpty();
            }
        }
    }

    @Test
    void the_user_is_a_number_that_is_not_root() {
        assertThat(the("USER")).isEqualTo("USER 10001:10001");
    }

    @Test
    void the_jvm_gets_what_the_launcher_gives_it_but_for_the_heap() throws IOException {
        String launcher = Files.readString(Path.of("caravan"));
        Matcher compiler = Pattern.compile("(?m)^compiler='(.*)'$").matcher(launcher);
        Matcher quiet = Pattern.compile("(?m)^quiet='(.*)'$").matcher(launcher);
        assertThat(compiler.find() && quiet.find()).isTrue();

        assertThat(words(the("ENTRYPOINT")))
                .contains(compiler.group(1).split(" "))
                .contains(quiet.group(1).split(" "))
                .contains("-Xms32m", "-XX:+UseSerialGC")
                .noneMatch(word -> word.startsWith("-Xmx"));
    }

    @Test
    void what_is_noted_of_classes_is_noted_of_the_same_jar_as_runs() throws IOException {
        assertThat(words(the("RUN"))).endsWith("-Dcaravan.training=true", "-jar", "/caravan/caravan.jar");
        assertThat(words(the("ENTRYPOINT"))).endsWith("-jar", "/caravan/caravan.jar");
    }

    @Test
    void of_the_drivers_those_that_are_asked_for_stay(@TempDir Path build) throws Exception {
        for (String driver : List.of("duckdb", "gcs", "gcs-more")) {
            Files.createFile(Files.createDirectories(build.resolve("target/lib").resolve(driver))
                    .resolve("a.jar"));
        }
        Files.createFile(build.resolve("target/lib/b.jar"));
        String script =
                instructions.get(instructions.indexOf("ARG DRIVERS=") + 1).substring("RUN ".length());

        assertThat(ended(build, script, "gcs oracle")).isEqualTo(1);
        assertThat(build.resolve("target/lib").toFile().list()).hasSize(4);
        assertThat(ended(build, script, "gcs duckdb")).isZero();
        assertThat(build.resolve("target/lib").toFile().list()).containsExactlyInAnyOrder("b.jar", "duckdb", "gcs");
        assertThat(ended(build, script, "")).isZero();
        assertThat(build.resolve("target/lib").toFile().list()).containsExactly("b.jar");
        assertThat(ended(build, script, "")).as("where there is none").isZero();
    }

    private static int ended(Path build, String script, String drivers) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(build.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        shell.environment().put("DRIVERS", drivers);
        return shell.start().waitFor();
    }

    @Test
    void the_classes_that_it_names_are_there() throws Exception {
        assertThat(words(the("HEALTHCHECK"))).endsWith(HealthProbe.class.getName());
        assertThat(HealthProbe.class.getMethod("main", String[].class)).isNotNull();
    }

    @Test
    void what_is_sent_to_the_build_is_listed_by_name_and_no_env_file_is() throws IOException {
        List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));

        assertThat(ignored).startsWith("*").endsWith("**/.env", "**/.env.*");
        assertThat(ignored)
                .filteredOn(line -> line.startsWith("!"))
                .allSatisfy(line -> assertThat(Path.of(line.substring(1))).exists());
    }
}
