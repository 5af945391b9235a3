package caravan.archive;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.Archives.Entry;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenArchiveTest {
    private static final HourRange HOUR = HourRange.of(Hour.parse("2026-11-01T05"));
    private static final Entry ENTRY = entry("2026-11-01T05", 0, event("2026-11-01 05:00:00", 1));
    private static final byte[] DEFLATED = Archives.with(ENTRY).bytes();
    private static final byte[] STORED = Archives.with(ENTRY.stored()).bytes();

    @TempDir
    Path folder;

    @Test
    void a_deflated_entry_gives_its_bytes() throws IOException {
        assertThat(read(DEFLATED)).isEqualTo(ENTRY.gz());
    }

    @Test
    void a_stored_entry_gives_its_bytes() throws IOException {
        assertThat(read(STORED)).isEqualTo(ENTRY.gz());
    }

    @Test
    void a_zip64_entry_gives_its_bytes() throws IOException {
        assertThat(read(Archives.with(ENTRY).asZip64().bytes())).isEqualTo(ENTRY.gz());
    }

    @Test
    void a_deflated_entry_with_data_descriptor_gives_its_bytes() throws IOException {
        assertThat(read(Archives.with(ENTRY).withDataDescriptors().bytes())).isEqualTo(ENTRY.gz());
    }

    @Test
    void a_stored_entry_with_data_descriptor_gives_its_bytes() throws IOException {
        assertThat(read(withDataDescriptor(STORED))).isEqualTo(ENTRY.gz());
    }

    @Test
    void an_empty_entry_gives_no_bytes() throws IOException {
        assertThat(read(Archives.with(ENTRY.holding(new byte[0]).stored()).bytes()))
                .isEmpty();
    }

    @Test
    void a_changed_byte_is_refused_by_the_crc() {
        byte[] zip = STORED.clone();
        zip[directory(zip) - 20] ^= 1;

        refused(zip, "CRC-32");
    }

    @Test
    void a_crc_that_is_wrong_in_the_directory_is_refused() {
        refused(ZipBytes.with32(DEFLATED, directory(DEFLATED) + 16, 7), "the ZIP directory says 00000007");
    }

    @Test
    void a_wrong_crc_is_refused_also_by_a_reader_that_skips() {
        byte[] zip = ZipBytes.with32(DEFLATED, directory(DEFLATED) + 16, 7);

        assertThatThrownBy(() -> {
                    try (InputStream in = open(zip)) {
                        in.skipNBytes(ENTRY.gz().length + 1);
                    }
                })
                .isInstanceOf(ArchiveRefused.class);
    }

    @Test
    void more_bytes_than_declared_are_refused_before_they_are_given() throws IOException {
        byte[] zip = ZipBytes.with32(DEFLATED, directory(DEFLATED) + 24, 3);

        try (InputStream in = open(zip)) {
            assertThatThrownBy(() -> in.read(new byte[100]))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("more bytes than the 3");
        }
    }

    @Test
    void fewer_bytes_than_declared_are_refused() {
        refused(ZipBytes.with32(DEFLATED, directory(DEFLATED) + 24, 5000), "the ZIP directory says 5000");
    }

    @Test
    void deflated_bytes_that_end_early_are_refused() {
        int compressed =
                ByteBuffer.wrap(DEFLATED).order(ByteOrder.LITTLE_ENDIAN).getInt(directory(DEFLATED) + 20);

        refused(ZipBytes.with32(DEFLATED, directory(DEFLATED) + 20, compressed - 2), "end early");
    }

    @Test
    void deflated_bytes_that_are_none_are_refused() {
        int compressed =
                ByteBuffer.wrap(DEFLATED).order(ByteOrder.LITTLE_ENDIAN).getInt(directory(DEFLATED) + 20);
        byte[] zip = DEFLATED.clone();
        zip[directory(zip) - compressed] = 7;

        refused(zip, ENTRY.name() + "' is damaged: invalid block type");
    }

    @Test
    void bytes_behind_the_deflated_ones_are_refused() {
        byte[] longer = ZipBytes.inserted(DEFLATED, directory(DEFLATED), new byte[1]);
        int directory = directory(longer);
        int compressed = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).getInt(directory + 20);
        byte[] zip = ZipBytes.with32(longer, directory + 20, compressed + 1);

        refused(ZipBytes.with32(zip, ZipBytes.find(zip, ZipBytes.END, 0) + 16, directory), "more bytes behind");
    }

    @Test
    void a_zip_bomb_stops_at_its_declared_size() throws IOException {
        byte[] zip = Archives.with(ENTRY.holding(new byte[50 << 20])).bytes();

        try (InputStream in = open(ZipBytes.with32(zip, directory(zip) + 24, 1000))) {
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(ArchiveRefused.class);
        }
    }

    @Test
    void a_file_that_was_cut_after_it_was_verified_is_refused() throws IOException {
        Path zip = Files.write(folder.resolve("a.zip"), STORED);
        ArchiveEntry entry = only(zip);
        Files.write(zip, ZipBytes.cut(STORED, (int) entry.data() + 5));

        try (InputStream in = new OpenArchive(zip).open(entry)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("the archive ends inside");
        }
    }

    @Test
    void eight_threads_read_the_right_bytes_at_once() throws Exception {
        Entry[] entries = IntStream.range(0, 64)
                .mapToObj(part -> {
                    String[] lines = IntStream.range(0, 200 + part)
                            .mapToObj(n -> event("2026-11-01 05:00:00", part * 1000 + n))
                            .toArray(String[]::new);
                    Entry entry = entry("2026-11-01T05", part, lines);
                    return part % 2 == 0 ? entry : entry.stored();
                })
                .toArray(Entry[]::new);
        Path zip = Archives.with(entries).writeTo(folder.resolve("a.zip"));
        OpenArchive archive = new OpenArchive(zip);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> read = new ArrayList<>();
            for (ArchiveEntry entry : verified(zip)) {
                read.add(threads.submit(() -> {
                    try (InputStream in = archive.open(entry)) {
                        return in.readAllBytes();
                    }
                }));
            }
            for (int part = 0; part < entries.length; part++) {
                assertThat(read.get(part).get()).isEqualTo(entries[part].gz());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sizes and CRC moved behind the data, and the directory with them. */
    private static byte[] withDataDescriptor(byte[] stored) {
        int directory = directory(stored);
        ByteBuffer local = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        byte[] descriptor = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x08074b50)
                .putInt(local.getInt(14))
                .putInt(local.getInt(18))
                .putInt(local.getInt(22))
                .array();
        byte[] zip = ZipBytes.inserted(stored, directory, descriptor);
        ByteBuffer.wrap(zip)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 8)
                .putInt(14, 0)
                .putInt(18, 0)
                .putInt(22, 0)
                .putShort(directory(zip) + 8, (short) 8)
                .putInt(ZipBytes.find(zip, ZipBytes.END, 0) + 16, directory(zip));
        return zip;
    }

    private static int directory(byte[] zip) {
        return ZipBytes.find(zip, ZipBytes.DIRECTORY, 0);
    }

    private byte[] read(byte[] zip) throws IOException {
        try (InputStream in = open(zip)) {
            return in.readAllBytes();
        }
    }

    private InputStream open(byte[] zip) throws IOException {
        Path file = Files.write(folder.resolve("a.zip"), zip);
        return new OpenArchive(file).open(only(file));
    }

    private static ArchiveEntry only(Path zip) throws IOException {
        return verified(zip).get(0);
    }

    private static List<ArchiveEntry> verified(Path zip) throws IOException {
        return ArchiveVerifier.verify(zip, HOUR, Limits.DEFAULT).hours().get(HOUR.first());
    }

    private void refused(byte[] zip, String... words) {
        assertThatThrownBy(() -> read(zip)).isInstanceOf(ArchiveRefused.class).hasMessageContainingAll(words);
    }
}
