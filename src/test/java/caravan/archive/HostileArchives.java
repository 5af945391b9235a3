package caravan.archive;

import static caravan.archive.Archives.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.landing.GzipUnpack;
import caravan.landing.InflatedBudget;
import caravan.landing.Unpacked;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A process with a small heap that verifies and unpacks archives made to harm it, and says a line of each: its name, and what
 * became of it. They are written as streams; the largest unpack to ten times the heap.
 */
public final class HostileArchives {
    private static final HourRange HOUR = HourRange.of(Hour.parse("2026-11-01T05"));
    private static final String NAME = "100011471/100011471_2026-11-01_5#%d.json.gz";
    private static final byte[] LINE = (event("2026-11-01 05:00:00", 1) + "\n").getBytes(UTF_8);
    private static final int MIB = 1 << 20;

    private final Map<String, Maker> makers = new LinkedHashMap<>();
    private final Path zip;
    private final Path object;

    /** Writes the archive's entries. */
    private interface Maker {
        void make(ZipArchiveOutputStream zip) throws IOException;
    }

    /** Writes what an entry holds. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private HostileArchives(Path folder) {
        zip = folder.resolve("hostile.zip");
        object = folder.resolve("object");
        bombs();
        lines();
    }

    /** @param arguments a folder */
    public static void main(String[] arguments) throws IOException {
        HostileArchives archives = new HostileArchives(Path.of(arguments[0]));
        for (Map.Entry<String, Maker> one : archives.makers.entrySet()) {
            System.out.println(one.getKey() + ": " + archives.outcome(one.getValue()));
        }
    }

    private void bombs() {
        makers.put("zip bomb", zip -> entry(zip, 0, out -> zeros(out, 256)));
        makers.put("gzip bomb", zip -> entry(zip, 0, gzip(out -> zeros(out, 256))));
        // Nothing to be seen at the inner layer: its bytes are stored there, and packed by the outer one alone.
        makers.put("bomb in the outer layer", zip -> entry(zip, 0, stored(out -> copies(out, LINE, 144 * MIB))));
        makers.put(
                "bomb in many members",
                zip -> entry(zip, 0, out -> {
                    byte[] member = Archives.gzip(new byte[MIB - 1]);
                    for (int i = 0; i < 300; i++) {
                        out.write(member);
                    }
                }));
        makers.put("bomb in many entries", zip -> {
            byte[] gz = Archives.gzip(
                    new String(LINE, UTF_8).repeat(MIB / LINE.length - 1).strip());
            for (int part = 0; part < 200; part++) {
                entry(zip, part, out -> out.write(gz));
            }
        });
        makers.put("10,001 entries", zip -> {
            for (int part = 0; part <= 10_000; part++) {
                entry(zip, part, out -> {});
            }
        });
        makers.put("empty members", zip -> entry(zip, 0, out -> copies(out, Archives.gzip(new byte[0]), 64 * MIB)));
        makers.put(
                "a name in the gzip without end",
                zip -> entry(zip, 0, out -> {
                    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0});
                    copies(out, new byte[] {'a'}, 64 * MIB);
                }));
    }

    private void lines() {
        makers.put(
                "a line without end",
                zip -> entry(zip, 0, stored(out -> {
                    out.write('"');
                    byte[] noise = new byte[16 << 10];
                    new Random(1).nextBytes(noise);
                    for (int i = 0; i < noise.length; i++) {
                        noise[i] = (byte) ('a' + (noise[i] & 15));
                    }
                    copies(out, noise, 40 * MIB);
                })));
        line("arrays 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000));
        line("objects 100,000 deep", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
        line("bad UTF-8", "{\"a\": \"\u00c3\u0028\"}");
        line("overlong UTF-8", "{\"a\": \"\u00c0\u00af\"}");
        line("surrogate as bytes", "{\"a\": \"\u00ed\u00a0\u0080\"}");
        line("lone surrogate escaped", "{\"a\": \"\\ud800\"}");
        line("byte order mark", "\u00ef\u00bb\u00bf{}");
        line("NUL in a string", "{\"a\": \"\0\"}");
        line("NUL alone", "\0");
        line("UTF-16", "\u00fe\u00ff\0{\0}");
        line("a carriage return within", "{\"a\":\r1}");
        line("an escape sequence", "\u001b[2J{}");
    }

    /** @param latin each character one byte */
    private void line(String name, String latin) {
        makers.put(
                name,
                zip -> entry(zip, 0, gzip(out -> {
                    out.write(LINE);
                    out.write(latin.getBytes(ISO_8859_1));
                    out.write('\n');
                })));
    }

    private String outcome(Maker maker) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            maker.make(out);
        }
        try {
            return unpacked();
        } catch (ArchiveRefused e) {
            return e.getClass().getSimpleName() + " " + e.getMessage();
        } finally {
            if (Files.exists(object)) {
                throw new IllegalStateException("an object was left behind");
            }
        }
    }

    /** As the routes do it, with room for 128 MiB of JSON. */
    private String unpacked() throws IOException {
        ArchiveContents contents = ArchiveVerifier.verify(zip, HOUR, Limits.DEFAULT);
        GzipUnpack unpack = new GzipUnpack(Limits.DEFAULT, new InflatedBudget(128 * MIB), false);
        OpenArchive archive = new OpenArchive(zip);
        long events = 0;
        long rejected = 0;
        for (ArchiveEntry entry : contents.hours().get(HOUR.first())) {
            try (InputStream gzip = archive.open(entry)) {
                Unpacked unpacked = unpack.unpack(entry, gzip, object);
                events += unpacked.events();
                rejected += unpacked.rejected();
                Files.delete(object);
            }
        }
        return events + " events, " + rejected + " rejected";
    }

    private static void entry(ZipArchiveOutputStream zip, int part, Content content) throws IOException {
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putArchiveEntry(new ZipArchiveEntry(NAME.formatted(part)));
        OutputStream out = new BufferedOutputStream(unclosed(zip), MIB);
        content.writeTo(out);
        out.flush();
        zip.closeArchiveEntry();
    }

    private static Content gzip(Content content) {
        return out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
            content.writeTo(gzip);
            gzip.finish();
        };
    }

    /** Gzip that packs nothing: its deflate blocks are stored. */
    private static Content stored(Content content) {
        return out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16) {
                {
                    def.setLevel(Deflater.NO_COMPRESSION);
                }
            };
            content.writeTo(gzip);
            gzip.finish();
        };
    }

    private static void zeros(OutputStream out, int mebibytes) throws IOException {
        copies(out, new byte[MIB], (long) mebibytes * MIB);
    }

    private static void copies(OutputStream out, byte[] bytes, long total) throws IOException {
        for (long written = 0; written < total; written += bytes.length) {
            out.write(bytes);
        }
    }

    private static OutputStream unclosed(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() {
                // The archive goes on.
            }
        };
    }
}
