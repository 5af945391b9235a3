package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.packaged.NotedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The product as people and scripts meet it: a process in a folder of its own, which knows nothing of what this one's environment says of
 * Caravan.
 *
 * @param options of the JVM, beside those that all have
 */
record Command(Path folder, List<String> options, Map<String, String> environment) {
    record Ended(int code, String out, String err) {}

    Command(Path folder) {
        this(folder, List.of(), Map.of());
    }

    /** Not begun yet. */
    ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dcaravan.home=" + Path.of("").toAbsolutePath()));
        command.addAll(options);
        command.addAll(product());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AMP|AWS|CARAVAN|JOB)_.*"));
        // Nobody's port is taken.
        builder.environment().put("CARAVAN_HTTP_ADDRESS", "127.0.0.1:0");
        builder.environment().putAll(environment);
        return builder;
    }

    /** What {@code mvn package} built, where the build says so; else the classes, so that one test can be run without it. */
    private static List<String> product() {
        return Boolean.getBoolean("caravan.packaged")
                ? List.of(
                        "-XX:+UseSerialGC",
                        "-XX:SharedArchiveFile=" + NotedClasses.file(),
                        "-jar",
                        Path.of("target/caravan.jar").toAbsolutePath().toString())
                : List.of("-cp", System.getProperty("java.class.path"), "caravan.Caravan");
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = process(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
