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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What the {@code java} does with the archive that it is to make, in {@code $word}. */
    private String training = "echo classes >\"${word#*=}\"; echo noise";

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
                        + "for word; do case $word in -XX:ArchiveClassesAtExit=*) echo \"$*\" >>'" + home
                        + "/trainings'; "
                        + training + "; exit;; esac; done\n"
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
                        "<-Xlog:disable>",
                        "<-Xlog:all=error:stderr>",
                        "<-XX:SharedArchiveFile=" + home.resolve("target/caravan.jsa") + ">",
                        "<-XX:Tier4InvocationThreshold=50000>",
                        "<-XX:Tier4MinInvocationThreshold=6000>",
                        "<-XX:Tier4CompileThreshold=150000>",
                        "<-XX:Tier4BackEdgeThreshold=400000>",
                        "<-Xms32m>",
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
                .startsWith(elsewhere.toString())
                .containsSubsequence("<-Xlog:disable>", "<-Xmx1g>", "<-Da=*>", "<-Dcaravan.home=" + home + ">")
                .doesNotContain("<-Xmx256m>", "<-XX:+UseSerialGC>")
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
        assertThat(run("check").out())
                .contains("<" + home.resolve("caravan.jar") + ">", "<check>")
                .noneMatch(word -> word.contains("SharedArchiveFile"));
        assertThat(home.resolve("target")).doesNotExist();
        Files.writeString(home.resolve("caravan.jsa"), "classes");
        assertThat(run("check").out()).contains("<-XX:SharedArchiveFile=" + home.resolve("caravan.jsa") + ">");
        assertThat(trainings()).isEmpty();
    }

    private List<String> trainings() throws IOException {
        Path trainings = home.resolve("trainings");
        return Files.exists(trainings) ? Files.readAllLines(trainings) : List.of();
    }

    private String archive() {
        return "<-XX:SharedArchiveFile=" + home.resolve("target/caravan.jsa") + ">";
    }

    @Test
    void the_archive_of_classes_is_made_once_after_a_build_out_of_sight() throws Exception {
        assertThat(run("status").err()).doesNotContain("noise");
        run("status");
        assertThat(trainings()).hasSize(1);
        assertThat(trainings().get(0)).contains("-Dcaravan.training=true -jar " + home.resolve("target/caravan.jar"));
        assertThat(home.resolve("target/.training")).doesNotExist();
        assertThat(home.resolve("target/build.log")).content().contains("noise");
    }

    @Test
    void an_archive_of_another_build_is_not_used_and_made_again() throws Exception {
        run();
        Files.setLastModifiedTime(
                home.resolve("target/caravan.jsa"), FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(run().out()).contains(archive());
        assertThat(trainings()).hasSize(2);
    }

    @Test
    void an_archive_that_is_older_than_its_jar_is_neither_used_nor_kept() throws Exception {
        run();
        Files.setLastModifiedTime(
                home.resolve("target/caravan.jar"), FileTime.from(Instant.now().plusSeconds(3600)));
        assertThat(run().out()).doesNotContain(archive());
        assertThat(trainings()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "kill -9 $$"})
    void an_archive_that_cannot_be_made_is_done_without_and_not_tried_at_each_start(String end) throws Exception {
        training = "echo half >\"${word#*=}\"; " + end;
        java("17.0.1");
        Ended first = run("status");
        assertThat(first.code()).isEqualTo(75);
        assertThat(first.err()).contains("it was not noted; starts are slower").doesNotContain("Killed");
        assertThat(run("status").out()).contains("<status>").doesNotContain(archive());
        assertThat(trainings()).hasSize(1);
    }

    @Test
    void two_at_once_make_one_archive() throws Exception {
        training = "until [ -f go ] || [ -f ../../go ]; do :; done; echo classes >\"${word#*=}\"";
        java("17.0.1");
        Process first = start(home.resolve("caravan"), home, Map.of(), "first");
        until(first, () -> !trainings().isEmpty());
        Process second = start(home.resolve("caravan"), home, Map.of(), "second");
        until(second, () -> Files.readString(directory.resolve("second.err")).contains("another build is running"));
        Files.createFile(home.resolve("go"));
        assertThat(ended(first, "first").out()).contains(archive());
        assertThat(ended(second, "second").out()).contains(archive());
        assertThat(trainings()).hasSize(1);
    }

    @Test
    void commands_that_only_look_get_the_fast_compiler_alone() throws Exception {
        String fast = "<-XX:TieredStopAtLevel=1>";
        assertThat(run("--verbose", "status").out()).contains(fast);
        assertThat(run("letters").out()).contains(fast);
        assertThat(run("sync", "--project", "status").out()).doesNotContain(fast);
        assertThat(run("demo", "--help").out()).doesNotContain(fast);
    }
}
