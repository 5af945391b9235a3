package caravan.landing;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.ArchiveContents;
import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import caravan.archive.ArchiveVerifier;
import caravan.archive.Archives;
import caravan.archive.Limits;
import caravan.archive.OpenArchive;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small archive with one bit wrong, for every byte of it, and cut after every byte: refused, or all the same to us. */
class EveryByteTest {
    private static final HourRange HOURS = new HourRange(Hour.parse("2026-11-01T05"), Hour.parse("2026-11-01T06"));
    private static final Archives WHOLE = Archives.with(
            entry("2026-11-01T05", 0, event("2026-11-01 05:00:00", 1)),
            entry("2026-11-01T06", 0, event("2026-11-01 06:00:00", 2)));

    @TempDir
    Path folder;

    @Test
    void an_archive_that_was_cut_is_refused_wherever_it_was_cut() throws IOException {
        byte[] whole = WHOLE.bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> landed(cut)).as("cut after " + length).isInstanceOf(ArchiveRefused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80})
    void a_bit_that_is_wrong_is_found_or_changes_nothing_that_lands(int bit) throws IOException {
        byte[] whole = WHOLE.bytes();
        List<String> sound = landed(whole);
        int found = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) bit;
            try {
                assertThat(landed(flipped)).as("bit " + bit + " of byte " + at).isEqualTo(sound);
            } catch (ArchiveRefused refused) {
                found++;
            }
        }
        assertThat(found).as("of " + whole.length).isGreaterThan(whole.length * 3 / 5);
    }

    /** Each entry with its name and what would be put. */
    private List<String> landed(byte[] bytes) throws IOException {
        Path zip = Files.write(folder.resolve("export.zip"), bytes);
        ArchiveContents contents = ArchiveVerifier.verify(zip, HOURS, Limits.DEFAULT);
        List<String> landed = new ArrayList<>();
        for (List<ArchiveEntry> entries : contents.hours().values()) {
            for (ArchiveEntry entry : entries) {
                landed.add(entry.name() + " " + sha256(zip, entry));
            }
        }
        return landed;
    }

    private String sha256(Path zip, ArchiveEntry entry) throws IOException {
        GzipUnpack unpack = new GzipUnpack(Limits.DEFAULT, new InflatedBudget(1L << 20), false);
        try (InputStream gzip = new OpenArchive(zip).open(entry)) {
            return unpack.unpack(entry, gzip, folder.resolve("entry")).sha256();
        }
    }
}
