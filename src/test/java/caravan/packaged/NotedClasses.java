package caravan.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * What the JVM loads for the product as it is packaged, noted once as the launcher does: tests that start many processes take a third less
 * of the processor.
 */
public final class NotedClasses {
    private static final Path NOTED = Path.of("target/tests.jsa").toAbsolutePath();

    private NotedClasses() {}

    /** The file that has them, for {@code -XX:SharedArchiveFile}; made where the jar is newer. */
    public static synchronized Path file() {
        try (FileChannel lock = FileChannel.open(
                NOTED.resolveSibling("tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!isOfTheJar()) {
                note();
            }
            return NOTED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfTheJar() throws IOException {
        return Files.exists(NOTED)
                && Files.getLastModifiedTime(NOTED).compareTo(Files.getLastModifiedTime(Packaged.BUILT)) > 0;
    }

    private static void note() throws IOException {
        Files.deleteIfExists(NOTED);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ArchiveClassesAtExit=" + NOTED,
                        "-Dcaravan.home=" + Path.of("").toAbsolutePath(),
                        "-Dcaravan.training=true",
                        "-jar",
                        Packaged.BUILT.toString())
                .directory(Files.createTempDirectory("noted").toFile())
                .redirectErrorStream(true)
                .redirectOutput(NOTED.resolveSibling("tests-jsa.log").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
            assertThat(NOTED).exists();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
