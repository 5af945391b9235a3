package caravan.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The folder on disk where archives are made: one folder below it for each request, gone when the request is. */
public class Workbench implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path directory;

    Workbench() throws IOException {
        directory = Files.createTempDirectory("caravan-simulator-");
    }

    final Path directory() {
        return directory;
    }

    public Path clear() throws IOException {
        return Files.createTempDirectory(directory, "export-");
    }

    /** The entry's file: gzip, written as it is generated. */
    public Path press(@Body SimulatedPart part, @ExchangeProperty("bench") Path bench) throws IOException {
        Path file = Files.createTempFile(bench, "entry-", ".json.gz");
        try (OutputStream out = new FastGzip(Files.newOutputStream(file));
                OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
            part.write(buffered);
        }
        return file;
    }

    /**
     * The archive's bytes. Its file has no name from here on where the system allows that, so that a client that hangs up
     * leaves nothing behind; elsewhere it goes when the stream is closed.
     */
    public InputStream handOver(@Body Path archive) throws IOException {
        return Files.newInputStream(archive, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Removes a request's folder and whatever a failure left in it; what is still open stays until {@link #close()}. */
    public void sweep(@ExchangeProperty("bench") Path bench) {
        remove(bench);
    }

    @Override
    public final void close() {
        remove(directory);
    }

    private static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                path.toFile().delete();
            }
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    /** Speed, because the archive lives for seconds. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
