package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.archive.Archive;
import caravan.archive.ArchiveEntry;
import caravan.archive.EntryName;
import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Windows;
import caravan.landing.Digest;
import caravan.landing.RejectedLine;
import caravan.landing.Unpacked;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadLinesTest {
    private static final Hour HOUR = Hour.parse("2026-11-01T05");

    private final TestClock clock = TestClock.at("2026-11-01T09:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);

    @TempDir
    Path place;

    private DeadLetters letters;
    private Landings landings;

    @BeforeEach
    void start() {
        letters = new DeadLetters(place.resolve("letters"), Duration.ofDays(30), clock);
        landings = new Landings(
                store,
                new Commit(clock),
                new ObjectKeys(ObjectKeys.DEFAULT),
                "json",
                new BadLines(letters, clock),
                clock);
    }

    /** What one entry holds. */
    private record Part(long events, long rejected) {}

    private static Part part(long events, long rejected) {
        return new Part(events, rejected);
    }

    /** Lands the hour with so many entries; returns the run. */
    private ProjectRun land(Part... parts) throws IOException {
        ProjectRun project = new ProjectRun(
                Run.ofEverything(),
                ProjectRunTest.DEMO,
                ledger,
                new DueHours(clock, Duration.ZERO),
                new Windows(1),
                HOUR);
        WindowExport window = new WindowExport(project, HourRange.of(HOUR));
        window.answered(new Archive(Path.of("a.zip"), HourRange.of(HOUR), "ab".repeat(32), 99, clock.instant()));
        List<ArchiveEntry> entries = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            String raw = raw(i);
            entries.add(new ArchiveEntry(EntryName.parse(raw), raw, 0, 1, 1, 0, true));
        }
        HourLanding landing = landings.begin(new HourExport(window, HOUR, entries));
        for (int i = 0; i < parts.length; i++) {
            Unpacked unpacked = unpacked(i, parts[i]);
            String key = landings.key(landing.entries().get(i), unpacked);
            store.put(key, "x");
            landings.landed(landing.entries().get(i), key, unpacked);
        }
        HourRecord record = landings.record(landing);
        assertThat(landings.commit(landing, record, LedgerJson.write(record))).isEqualTo(Commit.Outcome.COMMITTED);
        return project;
    }

    private static String raw(int part) {
        return "1_2026-11-01_5#" + part + ".json.gz";
    }

    private static Unpacked unpacked(int number, Part part) {
        return new Unpacked(
                Path.of("x"),
                String.format("%064x", number + 1),
                0,
                1,
                1,
                part.events,
                part.rejected,
                0,
                Optional.empty(),
                Optional.empty(),
                Digest.NONE,
                LongStream.rangeClosed(1, Math.min(100, part.rejected))
                        .mapToObj(line -> new RejectedLine(line + 6, 4710 + line))
                        .toList());
    }

    private List<DeadLetter> letters() throws IOException {
        assertThat(letters.read().damaged()).isEmpty();
        return letters.read().letters();
    }

    @Test
    void an_entry_with_bad_lines_is_a_dead_letter_with_the_place_of_the_first() throws IOException {
        land(part(2000, 0), part(2000, 2));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.BAD_LINES);
            assertThat(letter.hour()).isEqualTo(HOUR);
            assertThat(letter.entry()).isEqualTo(raw(1));
            assertThat(letter.line()).isEqualTo(7);
            assertThat(letter.offset()).isEqualTo(4711);
            assertThat(letter.sha256()).isEqualTo(String.format("%064x", 2));
            assertThat(letter.payload()).isNull();
            assertThat(letter.cause())
                    .isEqualTo("2 of this entry's 2,002 lines are no JSON objects; the first is line 7, at byte 4,711;"
                            + " landed as they came, and counted as rejected");
        });
        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void an_hour_without_bad_lines_leaves_no_letter() throws IOException {
        land(part(5, 0));
        assertThat(place.resolve("letters")).doesNotExist();
    }

    @Test
    void the_same_entry_landed_again_is_the_same_letter() throws IOException {
        land(part(2000, 2));
        ledger.write(Note.of("demo", HOUR, Note.Kind.REOPENED, "by hand", clock.instant(), null));
        land(part(2000, 2));
        assertThat(letters()).singleElement().extracting(DeadLetter::attempts).isEqualTo(2);
    }

    @Test
    void of_very_many_entries_ten_are_told_and_the_tenth_says_how_many_more() throws IOException {
        Part[] parts = new Part[13];
        java.util.Arrays.fill(parts, part(2000, 1));
        land(parts);
        assertThat(letters()).hasSize(10);
        assertThat(letters().stream().filter(letter -> letter.cause().contains("more entries")))
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause())
                        .contains("1 of this entry's 2,001 lines is no JSON object")
                        .endsWith("; 3 more entries of this hour have such lines"));
    }

    @Test
    void more_than_ten_bad_lines_and_more_than_one_in_a_thousand_are_a_note_too() throws IOException {
        ProjectRun project = land(part(10_000, 5), part(988, 6));

        assertThat(ledger.note(HOUR)).get().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(Note.Kind.SUSPECT);
            assertThat(note.nextTry()).isNull();
            assertThat(note.reason())
                    .isEqualTo(
                            "11 of its 10,999 lines are no JSON objects; landed as they came, and counted as rejected");
        });
        assertThat(project.due().contains(HOUR)).isFalse();
    }

    @Test
    void the_note_does_not_make_the_hour_due_for_the_next_sync() throws IOException {
        land(part(10, 11));
        ProjectRun next = new ProjectRun(
                Run.ofEverything(),
                ProjectRunTest.DEMO,
                ledger,
                new DueHours(clock, Duration.ZERO),
                new Windows(1),
                HOUR);
        assertThat(next.due().contains(HOUR)).isFalse();
        assertThat(next.notes().calls(HOUR)).isFalse();
    }

    @Test
    void ten_bad_lines_are_no_note() throws IOException {
        land(part(0, 10));
        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void one_bad_line_in_a_thousand_is_no_note() throws IOException {
        land(part(10_989, 11));
        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void the_note_goes_when_the_hour_lands_without_bad_lines() throws IOException {
        land(part(10, 11));
        ledger.write(Note.of("demo", HOUR, Note.Kind.REOPENED, "by hand", clock.instant(), null));
        land(part(21, 0));
        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void an_hour_is_landed_although_neither_letter_nor_note_can_be_written() throws IOException {
        Files.writeString(place.resolve("letters"), "a file where the folder should be");
        // The record is written, the note is not.
        store.before(MemoryStore.Call.WRITE, () -> {});
        for (int i = 0; i < 9; i++) {
            store.before(MemoryStore.Call.WRITE, () -> {
                throw new IOException("the store is away");
            });
        }

        ProjectRun project = land(part(10, 11));

        assertThat(ledger.read(HOUR)).isPresent();
        assertThat(ledger.notes()).isEmpty();
        assertThat(project.due().contains(HOUR)).isFalse();
        assertThat(project.run().landedHours()).isEqualTo(1);
    }
}
