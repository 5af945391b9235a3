package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;

import caravan.archive.Archives;
import caravan.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The whole application in a process with a small heap, while Amplitude answers with what would fill a large one. */
public final class HostileDay {
    static final String LAST_WORDS = "nothing bad landed, and what was good did";

    private static final Archives.Entry GOOD = entry("2024-11-05T09", 0, event("2024-11-05 09:30:00.000001", 2));
    private static final int MIB = 1 << 20;

    private HostileDay() {}

    /** @param arguments a folder */
    public static void main(String[] arguments) throws Exception {
        Path place = Path.of(arguments[0]);
        byte[] bomb = RawAmplitude.archive(GOOD.holding(gzip(Deflater.BEST_SPEED, "a\n", 100)));
        byte[] line = RawAmplitude.archive(GOOD.holding(gzip(Deflater.NO_COMPRESSION, "a", 2)));
        Archives.Entry deep = GOOD.named(GOOD.name().replace("#0", "#1")).holding(gzip(Deflater.BEST_SPEED, "[", 1));
        byte[] last = RawAmplitude.archive(GOOD, deep);
        try (RawAmplitude amplitude = new RawAmplitude(List.of(bomb, line, last)::get);
                App app = new App(place.resolve("one")).since(App.LAST).asks(amplitude.url())) {
            app.set("caravan.limits.line", "1MiB");
            refuses(app, "unpacks to more than 200 times its size");
            refuses(app, "is longer than 1048576 bytes");
            require(app.sync().failures().isEmpty(), "the last one lands");
            require(app.ledger().read(App.LAST).orElseThrow().record().rejected() == 1, "its bad line is counted");
        }
        try (RawAmplitude amplitude = new RawAmplitude(number -> swarm());
                App app = new App(place.resolve("other")).since(App.LAST).asks(amplitude.url())) {
            refuses(app, "lists 10001 entries, more than 10000");
        }
        System.out.println(LAST_WORDS);
    }

    private static void refuses(App app, String words) throws Exception {
        List<Failure> failures = app.sync().failures();
        require(failures.size() == 1 && failures.toString().contains(words), failures.toString());
        require(!landed(app), "nothing lands");
        require(app.spooled().isEmpty(), "nothing stays in the spool");
    }

    private static void require(boolean so, String what) {
        if (!so) {
            throw new IllegalStateException("not so: " + what);
        }
    }

    private static boolean landed(App app) throws IOException {
        try (Stream<Path> found = Files.walk(app.place().resolve("lake"))) {
            return found.anyMatch(file -> file.toString().contains("events") && Files.isRegularFile(file));
        }
    }

    private static byte[] swarm() {
        return RawAmplitude.archive(IntStream.rangeClosed(0, 10_000)
                .mapToObj(part ->
                        GOOD.named(GOOD.name().replace("#0", "#" + part)).stored())
                .toArray(Archives.Entry[]::new));
    }

    private static byte[] gzip(int level, String text, int mebibytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(level);
            }
        }) {
            byte[] mebibyte = text.repeat(MIB).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(mebibyte);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
