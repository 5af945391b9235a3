package caravan.archive;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.Archives.Entry;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveVerifierTest {
    private static final HourRange DAY = new HourRange(Hour.parse("2026-11-01T00"), Hour.parse("2026-11-01T23"));
    private static final Entry FIVE = entry("2026-11-01T05", 0, event("2026-11-01 05:00:00", 1));
    private static final Entry FIVE_MORE = entry("2026-11-01T05", 1, event("2026-11-01 05:00:01", 2));
    private static final Entry SIX = entry("2026-11-01T06", 0, event("2026-11-01 06:00:00", 3));
    private static final byte[] WHOLE = Archives.with(FIVE, FIVE_MORE, SIX).bytes();

    @TempDir
    Path folder;

    @Test
    void a_whole_archive_is_listed_by_hour_and_part() throws IOException {
        ArchiveContents contents = verify(Archives.with(SIX, FIVE_MORE, FIVE).bytes());

        assertThat(contents.amplitudeId()).isEqualTo("100011471");
        assertThat(contents.hours().keySet()).containsExactly(Hour.parse("2026-11-01T05"), Hour.parse("2026-11-01T06"));
        assertThat(contents.hours().get(Hour.parse("2026-11-01T05")))
                .extracting(ArchiveEntry::raw)
                .containsExactly(FIVE.name(), FIVE_MORE.name());
        assertThat(contents.entries()).isEqualTo(3);
    }

    @Test
    void names_with_padded_hours_and_without_a_folder_are_taken() throws IOException {
        ArchiveContents contents = verify(
                Archives.with(FIVE.named("100011471_2026-11-01_05#0.json.gz")).bytes());

        assertThat(contents.hours()).containsOnlyKeys(Hour.parse("2026-11-01T05"));
    }

    @Test
    void the_folder_of_the_project_is_no_entry() throws IOException {
        Entry projectFolder = new Entry("100011471/", new byte[0], false);

        assertThat(verify(Archives.with(projectFolder, FIVE).bytes()).entries()).isEqualTo(1);
    }

    @Test
    void a_folder_that_holds_bytes_is_refused() {
        refused(
                Archives.with(new Entry("100011471/", new byte[] {1}, false), FIVE)
                        .bytes(),
                "'100011471/'");
    }

    @Test
    void stored_entries_are_taken() throws IOException {
        assertThat(verify(Archives.with(FIVE.stored(), SIX.stored()).bytes()).entries())
                .isEqualTo(2);
    }

    @Test
    void zip64_is_taken() throws IOException {
        assertThat(verify(Archives.with(FIVE, SIX).asZip64().bytes()).entries()).isEqualTo(2);
    }

    @Test
    void data_descriptors_are_taken() throws IOException {
        assertThat(verify(Archives.with(FIVE, SIX).withDataDescriptors().bytes())
                        .entries())
                .isEqualTo(2);
    }

    @Test
    void a_comment_at_the_end_is_taken() throws IOException {
        int end = ZipBytes.find(WHOLE, ZipBytes.END, 0);
        byte[] comment = new byte[0xffff];
        byte[] commented = ZipBytes.inserted(ZipBytes.with16(WHOLE, end + 20, comment.length), WHOLE.length, comment);

        assertThat(verify(commented).entries()).isEqualTo(3);
    }

    @Test
    void a_cut_at_an_entry_boundary_is_refused() {
        refused(ZipBytes.cut(WHOLE, ZipBytes.find(WHOLE, ZipBytes.LOCAL, 2)), "no directory at its end: it was cut");
    }

    @Test
    void a_cut_inside_an_entry_is_refused() {
        refused(ZipBytes.cut(WHOLE, ZipBytes.find(WHOLE, ZipBytes.LOCAL, 2) + 50), "no directory at its end");
    }

    @Test
    void a_cut_inside_the_directory_is_refused() {
        refused(ZipBytes.cut(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 1) + 5), "no directory at its end");
    }

    @Test
    void a_cut_inside_the_end_record_is_refused() {
        refused(ZipBytes.cut(WHOLE, WHOLE.length - 1), "no directory at its end");
    }

    @Test
    void bytes_behind_the_end_are_refused() {
        refused(ZipBytes.inserted(WHOLE, WHOLE.length, new byte[] {0}), "does not end where its end record says");
    }

    @Test
    void bytes_before_the_first_entry_are_refused() {
        refused(
                ZipBytes.inserted(WHOLE, 0, new byte[] {'#', '!'}),
                "not a ZIP but nothing known, it begins with '#!PK");
    }

    @Test
    void bytes_missing_in_the_middle_are_refused() {
        byte[] without = ZipBytes.inserted(ZipBytes.cut(WHOLE, 60), 60, Arrays.copyOfRange(WHOLE, 70, WHOLE.length));

        refused(without, "does not reach its end record");
    }

    @Test
    void a_gap_between_the_directory_and_its_end_is_refused() {
        refused(ZipBytes.inserted(WHOLE, ZipBytes.find(WHOLE, ZipBytes.END, 0), new byte[3]), "does not reach its end");
    }

    @Test
    void a_gap_between_the_directory_and_its_zip64_end_is_refused() {
        byte[] zip64 = Archives.with(FIVE, SIX).asZip64().bytes();

        refused(ZipBytes.inserted(zip64, ZipBytes.find(zip64, ZipBytes.END_64, 0), new byte[3]), "ZIP64 end record");
    }

    @Test
    void a_zip64_end_record_of_another_length_is_refused() {
        byte[] zip64 = Archives.with(FIVE, SIX).asZip64().bytes();

        refused(
                ZipBytes.with32(zip64, ZipBytes.find(zip64, ZipBytes.END_64, 0) + 4, 45),
                "ZIP64 end record",
                "is damaged");
    }

    @Test
    void a_directory_that_lists_fewer_than_it_says_is_refused() {
        int end = ZipBytes.find(WHOLE, ZipBytes.END, 0);

        refused(ZipBytes.with32(WHOLE, end + 8, 4 | 4 << 16), "says 4 entries and lists 3");
    }

    @Test
    void a_damaged_directory_is_refused() {
        refused(ZipBytes.with32(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 1), 0), "damaged after 1 entries");
    }

    @Test
    void an_entry_that_is_not_where_the_directory_says_is_refused() {
        refused(ZipBytes.with32(WHOLE, ZipBytes.find(WHOLE, ZipBytes.LOCAL, 1), 0), "as the ZIP directory says");
    }

    @Test
    void an_entry_that_begins_behind_the_file_is_refused() {
        refused(
                ZipBytes.with32(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 1) + 42, 1 << 20),
                "the ZIP directory is damaged");
    }

    @Test
    void an_entry_that_begins_before_the_file_is_refused() {
        byte[] zip64 = Archives.with(FIVE, SIX).asZip64().bytes();
        int extra =
                ZipBytes.find(zip64, ZipBytes.DIRECTORY, 0) + 46 + FIVE.name().length();

        refused(ZipBytes.with32(zip64, extra + 4 + 8 + 8 + 4, -1), "the ZIP directory is damaged");
    }

    @Test
    void an_archive_of_several_parts_is_refused() {
        refused(ZipBytes.with16(WHOLE, ZipBytes.find(WHOLE, ZipBytes.END, 0) + 4, 1), "one of several parts");
    }

    @Test
    void an_empty_file_is_refused() {
        refused(new byte[0], "not a ZIP but no bytes at all");
    }

    @Test
    void an_archive_without_entries_is_refused_because_a_404_says_no_data() {
        refused(Archives.with().bytes(), "holds no entries; Amplitude says by a 404");
    }

    @Test
    void html_is_refused_and_quoted_escaped() {
        refused(
                "<html>\n\u001b[31m".getBytes(StandardCharsets.UTF_8),
                "HTML or XML, it begins with '<html>\\u000a\\u001b[31m'");
    }

    @Test
    void json_is_refused_and_quoted() {
        refused(
                "{\"error\": 1}".getBytes(StandardCharsets.UTF_8),
                "not a ZIP but JSON, it begins with '{\"error\": 1}'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../100011471_2026-11-01_5#0.json.gz",
                "100011471/../100011471_2026-11-01_5#0.json.gz",
                "/100011471/100011471_2026-11-01_5#0.json.gz",
                "${env:SECRET}",
                "100011471/100011471_2026-11-01_5#${bean:x}.json.gz",
                "{{secret}}",
                "100011471_2026-11-01_5#0.json.gz\0.txt",
                "100011471_2026-11-01_5#0.json.gz\n",
                "100011471/100012345_2026-11-01_5#0.json.gz",
                "100011471_2026-11-31_5#0.json.gz",
                "100011471_2026-11-01_24#0.json.gz",
                "١٢٣_2026-11-01_5#0.json.gz",
                ""
            })
    void a_name_of_another_spelling_is_refused(String name) {
        refused(Archives.with(FIVE.named(name)).bytes(), "entry name '");
    }

    @Test
    void a_backslash_is_not_taken_for_a_slash() {
        refused(ZipBytes.renamed(WHOLE, SIX.name(), SIX.name().replace('/', '\\')), "entry name '100011471\\u005c");
    }

    @Test
    void a_name_of_64_kib_is_refused_and_not_repeated() {
        byte[] zip = Archives.with(FIVE.named("1".repeat(0xffff))).bytes();

        assertThatThrownBy(() -> verify(zip))
                .isInstanceOf(ArchiveRefused.class)
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void an_encrypted_entry_is_refused() {
        refused(
                ZipBytes.with16(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 1) + 8, 1),
                FIVE_MORE.name() + "' is encrypted");
    }

    @Test
    void another_compression_method_is_refused() {
        refused(
                ZipBytes.with16(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 1) + 10, 93),
                "compressed by method 93");
    }

    @Test
    void a_stored_entry_of_two_sizes_is_refused() {
        byte[] stored = Archives.with(FIVE.stored()).bytes();

        refused(ZipBytes.with32(stored, ZipBytes.find(stored, ZipBytes.DIRECTORY, 0) + 24, 7), "said to have 7");
    }

    @Test
    void one_name_twice_is_refused() {
        refused(ZipBytes.renamed(WHOLE, FIVE_MORE.name(), FIVE.name()), "are the same file of the same hour");
    }

    @Test
    void a_padded_twin_is_refused() {
        Entry padded = FIVE.named("100011471/100011471_2026-11-01_05#0.json.gz");

        refused(Archives.with(FIVE, padded).bytes(), "are the same file of the same hour");
    }

    @Test
    void two_directory_entries_over_the_same_bytes_are_refused() {
        int second = ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 1);

        refused(ZipBytes.with32(WHOLE, second + 42, 0), "overlaps what lies behind it, at byte 0");
    }

    @Test
    void an_entry_that_reaches_into_the_next_is_refused() {
        refused(
                ZipBytes.with32(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 0) + 20, 400),
                "overlaps what lies behind");
    }

    @Test
    void an_entry_that_reaches_into_the_directory_is_refused() {
        refused(
                ZipBytes.with32(WHOLE, ZipBytes.find(WHOLE, ZipBytes.DIRECTORY, 2) + 20, WHOLE.length),
                SIX.name() + "' overlaps what lies behind");
    }

    @Test
    void two_amplitude_projects_are_refused() {
        Entry other = entry("200022582", "2026-11-01T07", 0, event("2026-11-01 07:00:00", 4));

        refused(Archives.with(FIVE, other).bytes(), "100011471", "200022582");
    }

    @Test
    void an_hour_that_was_not_asked_for_is_refused() {
        Entry stranger = entry("2026-11-02T00", 0, event("2026-11-02 00:00:00", 4));

        refused(
                Archives.with(FIVE, stranger).bytes(),
                "is of hour 2026-11-02T00; asked for was 2026-11-01T00..2026-11-01T23");
    }

    @Test
    void entries_up_to_the_limit_are_taken_and_one_more_is_refused() throws IOException {
        assertThat(verify(many(10_000)).entries()).isEqualTo(10_000);
        overLimit(many(10_001), "lists 10001 entries, more than 10000 (caravan.limits.entries)");
    }

    @Test
    void more_entries_than_the_directory_admits_are_counted() {
        byte[] many = many(10_001);

        overLimit(
                ZipBytes.with32(many, ZipBytes.find(many, ZipBytes.END, 0) + 8, 1 | 1 << 16),
                "lists 10001 entries, more than 10000");
    }

    @Test
    void a_directory_that_is_far_too_large_is_refused_unread() {
        byte[] zip = Archives.with(FIVE.named("1".repeat(0xffff))).bytes();

        assertThatThrownBy(() ->
                        ArchiveVerifier.verify(Files.write(folder.resolve("a.zip"), zip), DAY, limits(1 << 30, 1)))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("the ZIP directory has");
    }

    @Test
    void an_archive_over_the_limit_is_refused() {
        assertThatThrownBy(() -> ArchiveVerifier.verify(
                        Files.write(folder.resolve("a.zip"), WHOLE), DAY, limits(WHOLE.length - 1, 100)))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("bytes, more than " + (WHOLE.length - 1) + " (caravan.limits.archive)");
    }

    @Test
    void a_file_that_is_not_there_is_no_refusal_but_a_local_fault() {
        assertThatThrownBy(() -> ArchiveVerifier.verify(folder.resolve("none.zip"), DAY, Limits.DEFAULT))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ArchiveRefused.class);
    }

    @Test
    void no_cut_at_any_byte_is_taken() throws IOException {
        for (int length = 0; length < WHOLE.length; length++) {
            byte[] cut = ZipBytes.cut(WHOLE, length);
            assertThatThrownBy(() -> verify(cut)).isInstanceOf(ArchiveRefused.class);
        }
    }

    private static byte[] many(int entries) {
        return Archives.with(IntStream.range(0, entries)
                        .mapToObj(part -> FIVE.named("100011471/100011471_2026-11-01_5#" + part + ".json.gz")
                                .stored())
                        .toArray(Entry[]::new))
                .withDataDescriptors()
                .bytes();
    }

    private static Limits limits(long archive, int entries) {
        Limits d = Limits.DEFAULT;
        return new Limits(
                d.firstByte(),
                d.silence(),
                d.bytesPerSecond(),
                d.rateOver(),
                d.deadline(),
                archive,
                entries,
                d.inflated(),
                d.ratio(),
                d.line());
    }

    private ArchiveContents verify(byte[] zip) throws IOException {
        return ArchiveVerifier.verify(Files.write(folder.resolve("export.zip"), zip), DAY, Limits.DEFAULT);
    }

    private void overLimit(byte[] zip, String words) {
        assertThatThrownBy(() -> verify(zip)).isInstanceOf(LimitExceeded.class).hasMessageContaining(words);
    }

    private void refused(byte[] zip, String... words) {
        assertThatThrownBy(() -> verify(zip))
                .isExactlyInstanceOf(ArchiveRefused.class)
                .hasMessageContainingAll(words);
    }
}
