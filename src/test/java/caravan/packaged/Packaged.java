package caravan.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.driver.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What {@code mvn package} has built, or a copy of it, and how it is run. */
record Packaged(Path jar, Path caller) {
    static final Path BUILT = Path.of("target/caravan.jar").toAbsolutePath();

    /** How a process ended, and what Java says of the classes that it loaded. */
    record Ended(int code, String out, String err, List<String> classes) {}

    /** Names of files, all of them in {@code lib/} itself. */
    List<String> classPath() throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            String entries = opened.getManifest().getMainAttributes().getValue("Class-Path");
            return Stream.of(entries.split(" "))
                    .map(entry -> entry.replaceFirst("^lib/", ""))
                    .toList();
        }
    }

    Path lib() {
        return jar.resolveSibling("lib");
    }

    /** Names of files. */
    List<String> jarsOf(Driver driver) throws IOException {
        return jars(lib().resolve(driver.toString()));
    }

    static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** The same product in another folder, without any driver. */
    static Packaged base(Path folder) throws IOException {
        Packaged built = new Packaged(BUILT, folder);
        Path lib = Files.createDirectory(folder.resolve("lib"));
        for (String name : built.classPath()) {
            Files.createSymbolicLink(lib.resolve(name), built.lib().resolve(name));
        }
        return new Packaged(Files.copy(BUILT, folder.resolve("caravan.jar")), folder);
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        Path classes = Files.createTempFile(caller, "classes", ".txt");
        Path out = Files.createTempFile(caller, "out", ".txt");
        Path err = Files.createTempFile(caller, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + classes,
                "-Djava.io.tmpdir=" + caller,
                "-Dcaravan.home=" + Path.of("").toAbsolutePath(),
                "-jar",
                jar.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(caller.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AMP|AWS|CARAVAN|JOB)_.*"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
            return new Ended(
                    process.exitValue(), Files.readString(out), Files.readString(err), Files.readAllLines(classes));
        } finally {
            process.destroyForcibly();
        }
    }
}
