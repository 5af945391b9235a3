package caravan.archive;

import caravan.hour.Hour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Archives as the Export API gives them, built from tiny events. */
public record Archives(List<Entry> entries, Zip64Mode zip64, boolean streamed) {
    public static final String AMPLITUDE_ID = "100011471";

    public static Archives with(Entry... entries) {
        return new Archives(List.of(entries), Zip64Mode.AsNeeded, false);
    }

    public Archives asZip64() {
        return new Archives(entries, Zip64Mode.Always, streamed);
    }

    /** Sizes and CRC behind the data, as a server does that does not know them before. */
    public Archives withDataDescriptors() {
        return new Archives(entries, zip64, true);
    }

    /** {@code hour} as {@code 2026-11-01T05}; its name is spelled as Amplitude does, not padded. */
    public static Entry entry(String hour, int part, String... lines) {
        return entry(AMPLITUDE_ID, hour, part, lines);
    }

    public static Entry entry(String amplitudeId, String hour, int part, String... lines) {
        Hour of = Hour.parse(hour);
        String name = amplitudeId + "/" + amplitudeId + "_" + of.date() + "_" + of.ofDay() + "#" + part + ".json.gz";
        return new Entry(name, gzip(lines), true);
    }

    /** The smallest event there is; {@code time} as {@code 2026-11-01 05:00:00.000001}. */
    public static String event(String time, int number) {
        return "{\"uuid\": \"" + number + "\", \"event_type\": \"look\", \"server_upload_time\": \"" + time + "\"}";
    }

    public static byte[] gzip(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public byte[] bytes() {
        try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
                ByteArrayOutputStream stream = new ByteArrayOutputStream()) {
            try (ZipArchiveOutputStream zip =
                    streamed ? new ZipArchiveOutputStream(stream) : new ZipArchiveOutputStream(channel)) {
                zip.setUseZip64(zip64);
                for (Entry entry : entries) {
                    entry.writeTo(zip);
                }
            }
            return streamed ? stream.toByteArray() : Arrays.copyOf(channel.array(), (int) channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path writeTo(Path path) throws IOException {
        return Files.write(path, bytes());
    }

    /** @param gz what it holds, most often gzip */
    public record Entry(String name, byte[] gz, boolean deflated) {
        public Entry named(String other) {
            return new Entry(other, gz, deflated);
        }

        public Entry holding(byte[] other) {
            return new Entry(name, other, deflated);
        }

        public Entry stored() {
            return new Entry(name, gz, false);
        }

        private void writeTo(ZipArchiveOutputStream zip) throws IOException {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            if (!deflated) {
                CRC32 crc = new CRC32();
                crc.update(gz);
                entry.setMethod(ZipArchiveEntry.STORED);
                entry.setSize(gz.length);
                entry.setCrc(crc.getValue());
            }
            zip.putArchiveEntry(entry);
            zip.write(gz);
            zip.closeArchiveEntry();
        }
    }
}
