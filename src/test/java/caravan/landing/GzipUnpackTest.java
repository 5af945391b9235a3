package caravan.landing;

import static caravan.archive.Archives.event;
import static caravan.archive.Archives.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import caravan.archive.Archives;
import caravan.archive.DiskFault;
import caravan.archive.EntryName;
import caravan.archive.LimitExceeded;
import caravan.archive.Limits;
import caravan.archive.Sha256;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipUnpackTest {
    private static final String NAME = "1/1_2026-11-01_5#0.json.gz";
    private static final ArchiveEntry ENTRY = new ArchiveEntry(EntryName.parse(NAME), NAME, 0, 0, 0, 0, true);
    private static final String FIRST = event("2026-11-01 05:00:00", 1);
    private static final String SECOND = event("2026-11-01 05:59:59.999999", 2);
    private static final byte[] GZ = gzip(FIRST, SECOND);

    @TempDir
    Path folder;

    private GzipUnpack unpack = new GzipUnpack(Limits.DEFAULT, new InflatedBudget(1L << 40), false);

    @Test
    void json_lands_unchanged_with_its_hash_and_counts() throws IOException {
        Unpacked unpacked = unpack(GZ);

        assertThat(unpacked.file()).hasContent(FIRST + "\n" + SECOND + "\n");
        assertThat(unpacked.sha256()).isEqualTo(sha256(Files.readAllBytes(unpacked.file())));
        assertThat(unpacked.bytes()).isEqualTo(Files.size(unpacked.file())).isEqualTo(unpacked.jsonBytes());
        assertThat(unpacked.events()).isEqualTo(2);
        assertThat(unpacked.rejected()).isZero();
        assertThat(unpacked.outside()).isZero();
        assertThat(unpacked.min()).contains(Instant.parse("2026-11-01T05:00:00Z"));
        assertThat(unpacked.max()).contains(Instant.parse("2026-11-01T05:59:59.999999Z"));
        assertThat(unpacked.rejectedLines()).isEmpty();
    }

    @Test
    void gzip_that_is_kept_lands_unchanged_and_is_counted_the_same() throws IOException {
        Unpacked json = unpack(GZ);
        unpack = new GzipUnpack(Limits.DEFAULT, new InflatedBudget(1L << 40), true);
        Unpacked unpacked = unpack(GZ);

        assertThat(unpacked.file()).hasBinaryContent(GZ);
        assertThat(unpacked.sha256()).isEqualTo(sha256(GZ));
        assertThat(unpacked.bytes()).isEqualTo(GZ.length);
        assertThat(unpacked.jsonBytes()).isEqualTo(json.jsonBytes());
        assertThat(unpacked.events()).isEqualTo(2);
        assertThat(unpacked.digest()).isEqualTo(json.digest());
    }

    @Test
    void a_second_gzip_member_is_read() throws IOException {
        assertThat(unpack(joined(gzip(FIRST), gzip(SECOND))).file()).hasContent(FIRST + "\n" + SECOND + "\n");
    }

    @Test
    void a_second_gzip_member_is_read_from_a_stream_that_has_nothing_available() throws IOException {
        InputStream slow =
                new SequenceInputStream(new ByteArrayInputStream(gzip(FIRST)), new ByteArrayInputStream(gzip(SECOND)));

        assertThat(unpack.unpack(ENTRY, slow, folder.resolve("o")).events()).isEqualTo(2);
    }

    @Test
    void a_last_line_without_its_end_counts_and_lands_so() throws IOException {
        Unpacked unpacked = unpack(gzip((FIRST + "\n" + SECOND).getBytes(UTF_8)));

        assertThat(unpacked.events()).isEqualTo(2);
        assertThat(unpacked.file()).hasBinaryContent((FIRST + "\n" + SECOND).getBytes(UTF_8));
        assertThat(unpacked.bytes()).isEqualTo(FIRST.length() + 1 + SECOND.length());
    }

    @Test
    void blank_lines_are_neither_events_nor_rejected() throws IOException {
        Unpacked unpacked = unpack(gzip("", FIRST, " \t\r", SECOND, ""));

        assertThat(unpacked.events()).isEqualTo(2);
        assertThat(unpacked.rejected()).isZero();
        assertThat(unpacked.digest()).isEqualTo(unpack(GZ).digest());
    }

    @Test
    void an_entry_without_a_line_lands_with_no_events() throws IOException {
        Unpacked unpacked = unpack(gzip(new byte[0]));

        assertThat(unpacked.bytes()).isZero();
        assertThat(unpacked.events()).isZero();
        assertThat(unpacked.min()).isEmpty();
        assertThat(unpacked.max()).isEmpty();
        assertThat(unpacked.digest()).isEqualTo(Digest.NONE);
    }

    @Test
    void a_line_that_is_no_object_is_rejected_with_its_place() throws IOException {
        Unpacked unpacked = unpack(gzip(FIRST, "", "[1]", SECOND, "{\"a\":"));

        assertThat(unpacked.events()).isEqualTo(2);
        assertThat(unpacked.rejected()).isEqualTo(2);
        assertThat(unpacked.rejectedLines())
                .containsExactly(
                        new RejectedLine(3, FIRST.length() + 2),
                        new RejectedLine(5, FIRST.length() + 2 + 4 + SECOND.length() + 1));
    }

    @Test
    void a_hundred_places_are_kept_and_all_are_counted() throws IOException {
        Unpacked unpacked =
                unpack(gzip(IntStream.range(0, 250).mapToObj(n -> "x").toArray(String[]::new)));

        assertThat(unpacked.rejected()).isEqualTo(250);
        assertThat(unpacked.rejectedLines()).hasSize(100);
    }

    @Test
    void a_byte_order_mark_rejects_the_first_line_only() throws IOException {
        Unpacked unpacked = unpack(gzip("\ufeff" + FIRST, SECOND));

        assertThat(unpacked.rejectedLines()).containsExactly(new RejectedLine(1, 0));
        assertThat(unpacked.events()).isEqualTo(1);
    }

    @Test
    void events_outside_the_hour_are_counted_and_land() throws IOException {
        String before = event("2026-11-01 04:59:59.999999", 3);
        String after = event("2026-11-01 06:00:00", 4);
        Unpacked unpacked = unpack(gzip(before, FIRST, after, "{}"));

        assertThat(unpacked.events()).isEqualTo(4);
        assertThat(unpacked.outside()).isEqualTo(3);
        assertThat(unpacked.min()).contains(Instant.parse("2026-11-01T04:59:59.999999Z"));
        assertThat(unpacked.max()).contains(Instant.parse("2026-11-01T06:00:00Z"));
    }

    @Test
    void the_digest_does_not_depend_on_order_or_split() throws IOException {
        Digest together = unpack(GZ).digest();
        Digest first = unpack(gzip(FIRST)).digest();
        Digest second = unpack(gzip(SECOND)).digest();

        assertThat(unpack(gzip(SECOND, FIRST)).digest()).isEqualTo(together);
        assertThat(first.plus(second)).isEqualTo(together);
        HashValue128 whole = Hashing.xxh3_128().hashBytesTo128Bits(FIRST.getBytes(UTF_8));
        assertThat(first).isEqualTo(new Digest(whole.getMostSignificantBits(), whole.getLeastSignificantBits()));
    }

    @Test
    void the_digest_sees_a_line_twice() throws IOException {
        assertThat(unpack(gzip(FIRST, FIRST, SECOND)).digest())
                .isNotEqualTo(unpack(GZ).digest());
    }

    @Test
    void lines_across_buffers_are_counted_right() throws IOException {
        String[] lines = IntStream.range(0, 5000)
                .mapToObj(n -> event("2026-11-01 05:00:00", n))
                .toArray(String[]::new);
        Unpacked unpacked = unpack(gzip(lines));

        assertThat(unpacked.events()).isEqualTo(5000);
        assertThat(unpacked.outside()).isZero();
        assertThat(unpacked.sha256()).isEqualTo(sha256((String.join("\n", lines) + "\n").getBytes(UTF_8)));
    }

    @Test
    void gzip_that_is_cut_anywhere_is_refused() {
        for (int length = 0; length < GZ.length; length++) {
            refused(Arrays.copyOf(GZ, length), NAME);
        }
    }

    @Test
    void a_wrong_crc_is_refused() {
        byte[] damaged = GZ.clone();
        damaged[GZ.length - 8] ^= 1;

        refused(damaged, "CRC32");
    }

    @Test
    void a_wrong_length_is_refused() {
        byte[] damaged = GZ.clone();
        damaged[GZ.length - 4] ^= 1;

        refused(damaged, "size mismatch");
    }

    @Test
    void bytes_behind_the_gzip_are_refused() {
        refused(joined(GZ, new byte[] {'x'}), "data after a valid .gz stream");
    }

    @Test
    void a_zip_in_the_zip_is_refused() {
        refused(Archives.with().bytes(), "holds not gzip but a ZIP, it begins with 'PK");
    }

    @Test
    void json_in_place_of_gzip_is_refused() {
        refused("{\"a\": 1}".getBytes(UTF_8), "holds not gzip but JSON, it begins with '{\"a\": 1}'");
    }

    @Test
    void an_empty_entry_is_refused() {
        refused(new byte[0], "holds not gzip but no bytes at all");
    }

    @Test
    void a_line_over_the_limit_is_refused_and_one_at_it_is_not() throws IOException {
        unpack = limited(200, FIRST.length());

        assertThat(unpack(gzip(FIRST)).events()).isEqualTo(1);
        refused(gzip(FIRST, FIRST + " "), "line 2 of entry '" + NAME + "' is longer than " + FIRST.length());
    }

    @Test
    void more_json_than_the_archives_budget_is_refused() throws IOException {
        InflatedBudget budget = new InflatedBudget(2 * FIRST.length() + 2);
        unpack = new GzipUnpack(Limits.DEFAULT, budget, false);
        unpack(gzip(FIRST));
        unpack(gzip(FIRST));

        assertThatThrownBy(() -> unpack(gzip(FIRST)))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("the archive unpacks to more than " + (2 * FIRST.length() + 2)
                        + " bytes of JSON (caravan.limits.inflated)");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void a_ratio_over_the_limit_is_taken_in_the_first_mebibyte_only() throws IOException {
        unpack = limited(200, 16 << 20);

        assertThat(unpack(gzip(" ".repeat((1 << 20) - 1))).jsonBytes()).isEqualTo(1 << 20);
        refused(gzip(" ".repeat(8 << 20)), "unpacks to more than 200 times its size");
    }

    @Test
    void an_endless_bomb_is_refused_after_its_first_mebibytes() {
        Endless bomb = new Endless(gzip(new byte[64 << 20]));

        assertThatThrownBy(() -> unpack.unpack(ENTRY, bomb, folder.resolve("o")))
                .isInstanceOf(ArchiveRefused.class);
        assertThat(bomb.read).isLessThan(1 << 20);
    }

    @Test
    void endless_empty_members_are_refused() {
        Endless members = new Endless(gzip(new byte[0]));

        assertThatThrownBy(() -> unpack.unpack(ENTRY, members, folder.resolve("o")))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("of gzip for 0 of JSON");
        assertThat(members.read).isLessThan(2 << 20);
    }

    @Test
    void an_endless_file_name_in_the_gzip_is_refused() {
        byte[] header = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        InputStream name = new SequenceInputStream(new ByteArrayInputStream(header), new Endless(new byte[] {'a'}));

        assertThatThrownBy(() -> unpack.unpack(ENTRY, name, folder.resolve("o")))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("of gzip for 0 of JSON");
    }

    @Test
    void what_the_archive_refuses_while_it_is_read_stays_that_refusal() {
        ArchiveRefused refusal = new ArchiveRefused("the ZIP's CRC is wrong");
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(GZ), failing(refusal));

        assertThatThrownBy(() -> unpack.unpack(ENTRY, broken, folder.resolve("o")))
                .isSameAs(refusal);
    }

    @Test
    void a_disk_that_cannot_be_read_is_no_refusal() {
        IOException disk = new IOException("Input/output error");
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(GZ, 0, 60), failing(disk));

        assertThatThrownBy(() -> unpack.unpack(ENTRY, broken, folder.resolve("o")))
                .isSameAs(disk);
    }

    @Test
    void a_file_that_cannot_be_written_is_no_refusal() {
        assertThatThrownBy(() -> unpack.unpack(ENTRY, new ByteArrayInputStream(GZ), folder.resolve("none/o")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ArchiveRefused.class);
    }

    @Test
    void a_disk_that_is_full_is_the_disks_fault_and_no_refusal() {
        IOException full = new IOException("No space left on device");
        OutputStream disk = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw full;
            }
        };
        HashedFile file = new HashedFile(folder.resolve("o"), disk);
        GzipBytes source = new GzipBytes(new ByteArrayInputStream(GZ), file, ENTRY);

        assertThatThrownBy(() -> new JsonBytes(source, ENTRY))
                .isInstanceOf(DiskFault.class)
                .hasCause(full);
    }

    @Test
    void a_line_of_300_mb_is_read_in_constant_memory() throws IOException {
        unpack = limited(10_000, Integer.MAX_VALUE);
        byte[] gz = lineOf(300);
        unpack(gzip(FIRST));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Unpacked unpacked = unpack(gz);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2 << 20);
        assertThat(unpacked.events()).isEqualTo(1);
        assertThat(unpacked.bytes()).isGreaterThan(300 << 20);
    }

    private static byte[] lineOf(int mebibytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write("{\"a\": \"".getBytes(UTF_8));
            byte[] mebibyte = "a".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(mebibyte);
            }
            gzip.write("\"}\n".getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static GzipUnpack limited(int ratio, int line) {
        Limits d = Limits.DEFAULT;
        Limits limits = new Limits(
                d.firstByte(),
                d.silence(),
                d.bytesPerSecond(),
                d.rateOver(),
                d.deadline(),
                d.archive(),
                d.entries(),
                d.inflated(),
                ratio,
                line);
        return new GzipUnpack(limits, new InflatedBudget(1L << 40), false);
    }

    private Unpacked unpack(byte[] gz) throws IOException {
        return unpack.unpack(ENTRY, new ByteArrayInputStream(gz), folder.resolve("o"));
    }

    private void refused(byte[] gz, String words) {
        assertThatThrownBy(() -> unpack(gz))
                .isExactlyInstanceOf(ArchiveRefused.class)
                .hasMessageContaining(words);
        assertThat(folder.resolve("o")).doesNotExist();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.begin().digest(bytes));
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

    /** The same bytes again and again. */
    private static final class Endless extends InputStream {
        private final byte[] bytes;
        private long read;

        private Endless(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes[(int) (read++ % bytes.length)] & 0xff;
        }
    }
}
