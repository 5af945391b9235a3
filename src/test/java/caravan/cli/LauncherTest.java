package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the checkout, in a home of its own, with a {@code java} and an {@code mvn} that only say what they were asked. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "readlink",
            "find",
            "head",
            "tail",
            "sed",
            "mkdir",
            "rm",
            "mv",
            "cat",
            "sleep",
            "ps",
            "touch");

    @TempDir
    Path directory;

    private Path home;
    private Path bin;

    @BeforeEach
    void aCheckout() throws IOException {
        home = Files.createDirectories(directory.toRealPath().resolve("the home"));
        Files.createDirectories(home.resolve("src/main"));
        Files.createFile(home.resolve("pom.xml"));
        Files.copy(Path.of("caravan"), home.resolve("caravan"));
        bin = Files.createDirectories(directory.resolve("bin"));
        for (String tool : TOOLS) {
            Path found = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(bin.resolve(tool), found);
        }
        java("17.0.1");
        program("mvn", "echo \"$@\" >>builds; mkdir -p target/lib; : >target/caravan.jar; echo noise");
    }

    private void java(String version) throws IOException {
        program(
                "java",
                "[ \"$1\" != -version ] || { echo 'openjdk version \"" + version + "\"' >&2; exit; }\n"
                        + "pwd; for word; do echo \"<$word>\"; done; exit 75");
    }

    private void program(String name, String text) throws IOException {
        Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int code, List<String> out, String err) {}

    private Process start(Path launcher, Path from, Map<String, String> environment, String name, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Ended ended(Process process, String name) throws IOException, InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(name + " ends").isTrue();
        return new Ended(
                process.exitValue(),
                Files.readAllLines(directory.resolve(name + ".out")),
                Files.readString(directory.resolve(name + ".err")));
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return ended(start(home.resolve("caravan"), home, Map.of(), "run", arguments), "run");
    }

    private List<String> builds() throws IOException {
        Path builds = home.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    @Test
    void it_builds_once_and_says_so_and_hands_everything_over() throws Exception {
        Ended first = run("sync", "--project", "a b", "*");
        assertThat(first.code()).isEqualTo(75);
        assertThat(first.err()).contains("downloads libraries").doesNotContain("noise");
        assertThat(first.out())
                .containsExactly(
                        home.toString(),
                        "<-Xmx256m>",
                        "<-XX:+UseSerialGC>",
                        "<-Dcaravan.home=" + home + ">",
                        "<-jar>",
                        "<" + home.resolve("target/caravan.jar") + ">",
                        "<sync>",
                        "<--project>",
                        "<a b>",
                        "<*>");
        assertThat(run("status").err()).isEmpty();
        assertThat(builds()).containsExactly("-q -B -DskipTests package");
        assertThat(home.resolve("target/.build-lock")).doesNotExist();
    }

    @Test
    void through_a_link_from_elsewhere_it_finds_its_home_and_stays_where_it_was_called() throws Exception {
        Path elsewhere = Files.createDirectory(directory.toRealPath().resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("once"), home.resolve("caravan"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("caravan"), Path.of("../once"));
        Ended ended =
                ended(start(link, elsewhere, Map.of("CARAVAN_JAVA_OPTS", "-Xmx1g -Da=*"), "linked", "plan"), "linked");
        assertThat(ended.out())
                .startsWith(elsewhere.toString(), "<-Xmx1g>", "<-Da=*>", "<-Dcaravan.home=" + home + ">")
                .endsWith("<plan>");
    }

    @Test
    void it_builds_again_when_a_source_is_newer() throws Exception {
        run();
        Path source = Files.createFile(home.resolve("src/main/Some.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        run();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void a_build_that_fails_is_shown_and_leaves_nothing_to_run() throws Exception {
        program("mvn", "mkdir -p target/lib; : >target/caravan.jar; echo what is wrong; exit 1");
        Ended ended = run();
        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("what is wrong", "the build failed", "build.log");
        assertThat(home.resolve("target/caravan.jar")).doesNotExist();
        assertThat(home.resolve("target/.build-lock")).doesNotExist();
    }

    @Test
    void what_is_missing_is_named() throws Exception {
        Files.delete(bin.resolve("mvn"));
        assertThat(run())
                .satisfies(ended -> assertThat(ended.code()).isEqualTo(78))
                .satisfies(ended -> assertThat(ended.err()).contains("Maven 3.8"));
        java("11.0.2");
        assertThat(run())
                .satisfies(ended -> assertThat(ended.code()).isEqualTo(78))
                .satisfies(ended -> assertThat(ended.err()).contains("Java 17 or newer is needed", "is 11"));
        Files.delete(bin.resolve("java"));
        assertThat(run())
                .satisfies(ended -> assertThat(ended.code()).isEqualTo(78))
                .satisfies(ended -> assertThat(ended.err()).contains("no java on the PATH"));
    }

    @Test
    void two_at_once_build_once() throws Exception {
        program("mvn", "echo build >>builds; until [ -f go ]; do :; done; mkdir -p target/lib; : >target/caravan.jar");
        Process first = start(home.resolve("caravan"), home, Map.of(), "first");
        until(first, () -> !builds().isEmpty());
        Process second = start(home.resolve("caravan"), home, Map.of(), "second");
        until(second, () -> Files.readString(directory.resolve("second.err")).contains("another build is running"));
        Files.createFile(home.resolve("go"));
        assertThat(ended(first, "first").out()).isNotEmpty();
        assertThat(ended(second, "second").out()).isNotEmpty();
        assertThat(builds()).hasSize(1);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Process process, Condition condition) throws IOException, InterruptedException {
        for (int i = 0; i < 1500 && !condition.holds(); i++) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("ended early")
                    .isFalse();
        }
        assertThat(condition.holds()).isTrue();
    }

    @Test
    void a_lock_that_a_killed_build_left_is_taken_over_and_its_half_build_is_not_used() throws Exception {
        run();
        Process gone = new ProcessBuilder("/bin/sh", "-c", ":").start();
        gone.waitFor();
        Files.createDirectory(home.resolve("target/.build-lock"));
        Files.writeString(home.resolve("target/.build-lock/pid"), gone.pid() + "\n");
        assertThat(run().code()).isEqualTo(75);
        assertThat(builds()).hasSize(2);
        assertThat(home.resolve("target/.build-lock")).doesNotExist();
    }

    @Test
    void a_distribution_runs_its_jar_without_sources_and_maven() throws Exception {
        Files.delete(home.resolve("pom.xml"));
        Files.delete(bin.resolve("mvn"));
        assertThat(run().err()).contains("neither caravan.jar nor its sources");
        Files.createFile(home.resolve("caravan.jar"));
        assertThat(run("check").out()).contains("<" + home.resolve("caravan.jar") + ">", "<check>");
        assertThat(home.resolve("target")).doesNotExist();
    }
}
