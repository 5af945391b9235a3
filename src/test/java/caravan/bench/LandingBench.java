package caravan.bench;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveVerifier;
import caravan.archive.Limits;
import caravan.archive.OpenArchive;
import caravan.demo.SimulatedPart;
import caravan.demo.SimulatedProject;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.landing.GzipUnpack;
import caravan.landing.InflatedBudget;
import caravan.landing.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The landing pass over one entry of simulated events: unzip, gunzip, hash, check and digest each line, write the file. {@link
 * #gunzip} is its floor: the same bytes unpacked by the JDK and dropped. {@code megabytes} is JSON a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx256m", "-XX:+UseSerialGC"})
public class LandingBench {
    private static final Hour HOUR = Hour.parse("2026-11-04T10");
    private static final int EVENTS = 8_000;

    @Param({"json", "json.gz"})
    public String format;

    private final byte[] dropped = new byte[64 << 10];
    private Path place;
    private Path zip;
    private ArchiveEntry entry;

    /** Beside the count of entries. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Json {
        private long bytes;

        @Setup(Level.Iteration)
        public void reset() {
            bytes = 0;
        }

        public double megabytes() {
            return bytes / 1e6;
        }
    }

    @Setup
    public void make() throws IOException {
        place = Files.createTempDirectory("landing-bench");
        zip = place.resolve("export.zip");
        SimulatedPart part =
                SimulatedProject.small().withVolume(EVENTS, 1).parts(HOUR).get(0);
        try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip))) {
            archive.putNextEntry(new ZipEntry(part.entry()));
            GZIPOutputStream gzip = new GZIPOutputStream(archive);
            part.write(gzip);
            gzip.finish();
            archive.closeEntry();
        }
        entry = ArchiveVerifier.verify(zip, HourRange.of(HOUR), Limits.DEFAULT)
                .hours()
                .get(HOUR)
                .get(0);
    }

    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(place.resolve("entry"));
        Files.delete(zip);
        Files.delete(place);
    }

    @Benchmark
    public Unpacked land(Json json) throws IOException {
        GzipUnpack unpack =
                new GzipUnpack(Limits.DEFAULT, new InflatedBudget(Long.MAX_VALUE), format.equals("json.gz"));
        try (InputStream in = new OpenArchive(zip).open(entry)) {
            Unpacked unpacked = unpack.unpack(entry, in, place.resolve("entry"));
            json.bytes += unpacked.jsonBytes();
            return unpacked;
        }
    }

    @Benchmark
    public long gunzip(Json json) throws IOException {
        try (InputStream in = new GZIPInputStream(new OpenArchive(zip).open(entry), 64 << 10)) {
            long before = json.bytes;
            for (int count = in.read(dropped); count >= 0; count = in.read(dropped)) {
                json.bytes += count;
            }
            return json.bytes - before;
        }
    }
}
