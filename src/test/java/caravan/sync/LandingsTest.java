package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.archive.Archive;
import caravan.archive.ArchiveEntry;
import caravan.archive.EntryName;
import caravan.failure.DeadLetters;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Windows;
import caravan.landing.Digest;
import caravan.landing.Unpacked;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.ledger.State;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingsTest {
    private static final Hour HOUR = Hour.parse("2026-11-01T05");
    private static final Instant CLOSED = HOUR.end();

    @TempDir
    static Path place;

    private final TestClock clock = TestClock.at("2026-11-01T09:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);
    private final Commit commit = new Commit(clock);
    private final BadLines badLines =
            new BadLines(new DeadLetters(place.resolve("letters"), Duration.ofDays(30), clock), clock);
    private final Landings landings =
            new Landings(store, commit, new ObjectKeys(ObjectKeys.DEFAULT), "json", badLines, clock);
    private final EmptyHours empties = new EmptyHours(commit, clock);

    /** A new run, which takes the window of the hour, due or not. */
    private HourLanding begin(String... entries) throws IOException {
        ProjectRun project = new ProjectRun(
                Run.ofEverything(),
                ProjectRunTest.DEMO,
                ledger,
                new DueHours(clock, Duration.ZERO),
                new Windows(1),
                HOUR);
        WindowExport window = new WindowExport(project, HourRange.of(HOUR));
        if (entries.length == 0) {
            window.answeredNoData(clock.instant());
        } else {
            window.answered(new Archive(Path.of("a.zip"), HourRange.of(HOUR), "ab".repeat(32), 99, clock.instant()));
        }
        List<ArchiveEntry> each = new ArrayList<>();
        for (String entry : entries) {
            each.add(new ArchiveEntry(EntryName.parse(entry), entry, 0, 1, 1, 0, true));
        }
        return landings.begin(new HourExport(window, HOUR, each));
    }

    private boolean isDue() throws IOException {
        return begin().export().project().due().contains(HOUR);
    }

    private Optional<HourRecord> recorded() throws IOException {
        return ledger.read(HOUR).map(Ledger.Recorded::record);
    }

    private static Unpacked unpacked(String text) {
        return new Unpacked(
                Path.of("x"),
                Character.toString(text.charAt(0)).repeat(64),
                0,
                text.length(),
                text.length(),
                1,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Digest.NONE,
                List.of());
    }

    /** What the routes do with an entry. */
    private String put(HourLanding landing, int entry, String text) {
        EntryLanding one = landing.entries().get(entry);
        String key = landings.key(one, unpacked(text));
        store.put(key, text);
        landings.landed(one, key, unpacked(text));
        return key;
    }

    private Commit.Outcome commit(HourLanding landing) throws IOException {
        HourRecord record = landings.record(landing);
        return landings.commit(landing, record, LedgerJson.write(record));
    }

    private void landHour() throws IOException {
        HourLanding landing = begin("1_2026-11-01_5#0.json.gz");
        put(landing, 0, "aaa");
        assertThat(commit(landing)).isEqualTo(Commit.Outcome.COMMITTED);
    }

    // Empty hours.

    @Test
    void an_hour_that_closed_24_hours_ago_is_empty_for_good_at_the_first_answer() throws IOException {
        clock.set(CLOSED.plus(Duration.ofHours(24)));

        empties.commit(begin());

        assertThat(recorded()).get().extracting(HourRecord::state).isEqualTo(State.EMPTY);
        assertThat(store.keys()).containsExactly(ledger.recordKey(HOUR));
    }

    @Test
    void a_younger_empty_hour_is_done_and_carries_a_note() throws IOException {
        clock.set(CLOSED.plus(Duration.ofHours(24)).minusNanos(1));

        empties.commit(begin());

        assertThat(recorded()).get().extracting(HourRecord::state).isEqualTo(State.EMPTY);
        assertThat(ledger.note(HOUR)).get().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(Note.Kind.UNCONFIRMED);
            assertThat(note.attempts()).isEqualTo(1);
            assertThat(note.since()).isEqualTo(clock.instant());
            assertThat(note.nextTry()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        });
        assertThat(isDue()).isFalse();
    }

    @Test
    void a_young_empty_hour_is_asked_for_again_1_6_and_24_hours_after_and_then_no_more() throws IOException {
        Instant first = clock.instant();
        empties.commit(begin());
        for (int hours : new int[] {1, 6, 24}) {
            clock.set(first.plus(Duration.ofHours(hours)).minusNanos(1));
            assertThat(isDue()).as("just before %s hours", hours).isFalse();
            clock.set(first.plus(Duration.ofHours(hours)));
            assertThat(isDue()).as("after %s hours", hours).isTrue();
            empties.commit(begin());
            assertThat(isDue()).as("asked again after %s hours", hours).isFalse();
        }

        clock.pass(Duration.ofDays(900));

        assertThat(isDue()).isFalse();
        assertThat(ledger.notes()).isEmpty();
        assertThat(recorded()).get().extracting(HourRecord::revision).isEqualTo(0);
        assertThat(store.calls(Call.WRITE).stream().filter(call -> call.contains("/hours/")))
                .as("the record, and that the last look has confirmed it")
                .hasSize(2);
        assertThat(recorded()).get().extracting(HourRecord::checkedAt).isEqualTo(first.plus(Duration.ofHours(24)));
    }

    @Test
    void a_crash_between_record_and_note_leaves_no_young_hour_empty_for_good() throws IOException {
        HourLanding landing = begin();
        store.before(Call.WRITE, () -> {});
        for (int i = 0; i < 9; i++) {
            store.before(Call.WRITE, () -> {
                throw new IOException("the process is gone");
            });
        }

        assertThatThrownBy(() -> empties.commit(landing)).isInstanceOf(IOException.class);

        clock.pass(Duration.ofHours(1));
        assertThat(isDue()).isTrue();
    }

    @Test
    void the_note_is_there_before_the_record_is() throws IOException {
        HourLanding landing = begin();
        store.forgetCalls();

        empties.commit(landing);

        assertThat(store.calls(Call.WRITE))
                .containsExactly("WRITE " + ledger.noteKey(HOUR), "WRITE " + ledger.recordKey(HOUR));
        assertThat(store.calls(Call.DELETE)).isEmpty();
    }

    @Test
    void a_young_hour_that_two_processes_found_empty_at_once_is_looked_at_again() throws IOException {
        HourLanding mine = begin();
        HourLanding theirs = begin();
        empties.commit(theirs);

        empties.commit(mine);

        assertThat(ledger.note(HOUR)).get().extracting(Note::kind).isEqualTo(Note.Kind.UNCONFIRMED);
    }

    @Test
    void a_young_hour_that_another_process_found_empty_a_moment_before_is_looked_at_again() throws IOException {
        HourLanding mine = begin();
        HourLanding theirs = begin();
        empties.commit(theirs);
        clock.pass(Duration.ofSeconds(1));

        empties.commit(mine);

        assertThat(recorded())
                .get()
                .as("theirs: of another moment than mine, and so not the same record written twice")
                .extracting(HourRecord::committedAt)
                .isNotEqualTo(clock.instant());
        assertThat(ledger.note(HOUR)).get().extracting(Note::kind).isEqualTo(Note.Kind.UNCONFIRMED);
        assertThat(mine.export().project().run().emptyHours())
                .as("counted by who committed it")
                .isZero();
    }

    @Test
    void the_note_is_never_away_while_a_young_hour_is_looked_at_again() throws IOException {
        empties.commit(begin());
        clock.pass(Duration.ofHours(1));

        empties.commit(begin());

        assertThat(ledger.note(HOUR)).get().extracting(Note::attempts).isEqualTo(2);
        assertThat(store.calls(Call.DELETE)).isEmpty();
    }

    @Test
    void an_empty_hour_whose_data_came_late_is_landed_as_the_next_revision() throws IOException {
        empties.commit(begin());
        clock.pass(Duration.ofHours(1));

        landHour();

        assertThat(recorded()).get().satisfies(record -> {
            assertThat(record.state()).isEqualTo(State.LANDED);
            assertThat(record.revision()).isEqualTo(1);
        });
        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void a_landed_hour_never_becomes_empty_by_itself() throws IOException {
        landHour();
        HourRecord before = recorded().orElseThrow();
        ledger.write(Note.of("demo", HOUR, Note.Kind.REOPENED, "by hand", clock.instant(), null));

        empties.commit(begin());

        assertThat(recorded())
                .get()
                .usingRecursiveComparison()
                .ignoringFields("checkedAt")
                .isEqualTo(before);
        assertThat(recorded()).get().extracting(HourRecord::checkedAt).isEqualTo(clock.instant());
        assertThat(ledger.note(HOUR)).get().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(Note.Kind.SUSPECT);
            assertThat(note.nextTry()).isNull();
        });
        assertThat(isDue()).isFalse();
    }

    @Test
    void an_hour_that_landed_after_planning_is_not_due_for_a_late_word_that_it_is_empty() throws IOException {
        HourLanding planned = begin();
        landHour();

        empties.commit(landings.begin(planned.export()));

        assertThat(planned.export().project().due().contains(HOUR)).isFalse();
        assertThat(recorded()).get().extracting(HourRecord::state).isEqualTo(State.LANDED);
    }

    @Test
    void an_hour_that_somebody_lands_meanwhile_is_theirs_and_needs_no_other_look() throws IOException {
        HourLanding landing = begin();
        HourLanding other = begin("1_2026-11-01_5#0.json.gz");
        put(other, 0, "aaa");
        commit(other);

        empties.commit(landing);

        assertThat(recorded()).get().extracting(HourRecord::state).isEqualTo(State.LANDED);
        assertThat(ledger.notes()).isEmpty();
        assertThat(landing.export().project().run().emptyHours()).isZero();
    }

    @Test
    void an_empty_hour_is_counted_and_is_through() throws IOException {
        HourLanding landing = begin();

        empties.commit(landing);

        assertThat(landing.export().project().run().emptyHours()).isEqualTo(1);
        assertThat(landing.export().project().run().landedHours()).isZero();
        assertThat(landing.export().project().due().contains(HOUR)).isFalse();
    }

    // Landed hours.

    @Test
    void a_record_says_what_every_entry_became() throws IOException {
        HourLanding landing = begin("1/1_2026-11-01_5#1.json.gz", "1/1_2026-11-01_05#0.json.gz");
        String one = put(landing, 0, "bbbb");
        String zero = put(landing, 1, "aaa");

        assertThat(commit(landing)).isEqualTo(Commit.Outcome.COMMITTED);

        assertThat(recorded()).get().satisfies(record -> {
            assertThat(record.objects()).extracting("key").containsExactly(zero, one);
            assertThat(record.objects())
                    .extracting("entry")
                    .containsExactly("1/1_2026-11-01_05#0.json.gz", "1/1_2026-11-01_5#1.json.gz");
            assertThat(record.bytes()).isEqualTo(7);
            assertThat(record.export().archiveSha256()).isEqualTo("ab".repeat(32));
            assertThat(record.committedAt()).isEqualTo(clock.instant());
        });
        assertThat(store.keys()).containsExactlyInAnyOrder(zero, one, ledger.recordKey(HOUR));
    }

    @Test
    void an_hour_is_not_recorded_before_every_entry_became_an_object() throws IOException {
        HourLanding landing = begin("1_2026-11-01_5#0.json.gz", "1_2026-11-01_5#1.json.gz");
        put(landing, 0, "aaa");

        assertThatThrownBy(() -> landings.record(landing)).hasMessageContaining("1 objects were put for 2 entries");
        assertThat(recorded()).isEmpty();
    }

    @Test
    void an_hour_is_not_recorded_where_the_store_lacks_an_object() throws IOException {
        HourLanding landing = begin("1_2026-11-01_5#0.json.gz", "1_2026-11-01_5#1.json.gz");
        put(landing, 0, "aaa");
        String gone = put(landing, 1, "bbb");
        store.remove(gone);

        assertThatThrownBy(() -> landings.record(landing))
                .isInstanceOf(LedgerMismatch.class)
                .hasMessageContaining(gone)
                .hasMessageContaining("no such object");
    }

    @Test
    void an_hour_is_not_recorded_where_an_object_has_another_size() throws IOException {
        HourLanding landing = begin("1_2026-11-01_5#0.json.gz");
        String cut = put(landing, 0, "aaa");
        store.put(cut, "aa");

        assertThatThrownBy(() -> landings.record(landing))
                .isInstanceOf(LedgerMismatch.class)
                .hasMessageContaining(cut)
                .hasMessageContaining("3 bytes")
                .hasMessageContaining("2 bytes");
    }

    @Test
    void what_lies_beside_an_hours_objects_does_not_matter() throws IOException {
        HourLanding landing = begin("1_2026-11-01_5#0.json.gz");
        String key = put(landing, 0, "aaa");
        store.put(key + ".bak", "theirs");

        assertThat(landings.record(landing).objects()).extracting("key").containsExactly(key);
    }

    @Test
    void a_landed_hour_is_counted_once_and_only_by_who_committed_it() throws IOException {
        HourLanding mine = begin("1_2026-11-01_5#0.json.gz");
        HourLanding theirs = begin("1_2026-11-01_5#0.json.gz");
        put(mine, 0, "aaa");
        put(theirs, 0, "bbb");

        assertThat(commit(theirs)).isEqualTo(Commit.Outcome.COMMITTED);
        assertThat(commit(mine)).isEqualTo(Commit.Outcome.THEIRS);

        assertThat(theirs.export().project().run().landedHours()).isEqualTo(1);
        assertThat(mine.export().project().run().landedHours()).isZero();
        assertThat(mine.export().window().isThrough()).isTrue();
    }

    @Test
    void an_hour_that_is_to_be_landed_again_is_not_through() throws IOException {
        HourLanding mine = begin("1_2026-11-01_5#0.json.gz");
        put(mine, 0, "aaa");
        empties.commit(begin());

        assertThat(commit(mine)).isEqualTo(Commit.Outcome.LAND_AGAIN);

        assertThat(mine.export().window().isThrough()).isFalse();
        assertThat(mine.export().project().run().landedHours()).isZero();
    }

    // Reopened hours.

    private void reopen() throws IOException {
        clock.pass(Duration.ofMinutes(1));
        ledger.write(Note.of("demo", HOUR, Note.Kind.REOPENED, "by hand", clock.instant(), null));
        clock.pass(Duration.ofMinutes(1));
    }

    @Test
    void a_reopened_hour_that_somebody_landed_since_is_theirs() throws IOException {
        landHour();
        reopen();
        HourLanding slow = begin("1_2026-11-01_5#0.json.gz");
        landHour();

        assertThat(landings.begin(slow.export()).isTheirs()).isTrue();
        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void a_reopened_hour_whose_record_is_from_before_is_landed() throws IOException {
        landHour();
        reopen();

        HourLanding again = begin("1_2026-11-01_5#0.json.gz");

        assertThat(again.isTheirs()).isFalse();
        assertThat(again.base().revision()).isEqualTo(1);
    }

    @Test
    void a_reopened_hour_that_somebody_commits_meanwhile_is_looked_at_again() throws IOException {
        landHour();
        reopen();
        HourLanding mine = begin("1_2026-11-01_5#0.json.gz");
        put(mine, 0, "bbb");
        landHour();

        assertThat(commit(mine)).isEqualTo(Commit.Outcome.LAND_AGAIN);
        assertThat(landings.begin(mine.export()).isTheirs()).isTrue();
    }

    @Test
    void a_reopen_while_the_hour_is_landing_stays() throws IOException {
        landHour();
        reopen();
        HourLanding mine = begin("1_2026-11-01_5#0.json.gz");
        put(mine, 0, "bbb");
        reopen();

        assertThat(commit(mine)).isEqualTo(Commit.Outcome.COMMITTED);

        assertThat(ledger.note(HOUR)).isPresent();
        assertThat(isDue()).isTrue();
    }

    @Test
    void a_reopen_that_a_run_found_only_when_it_wrote_its_note_is_not_forgotten_by_it() throws IOException {
        HourLanding mine = begin();
        landHour();
        reopen();

        empties.commit(mine);

        assertThat(ledger.note(HOUR)).get().extracting(Note::kind).isEqualTo(Note.Kind.REOPENED);
        assertThat(recorded()).get().extracting(HourRecord::state).isEqualTo(State.LANDED);
    }

    @Test
    void a_reopen_while_an_empty_hour_is_noted_stays() throws IOException {
        HourLanding mine = begin();
        reopen();

        empties.commit(mine);

        assertThat(ledger.note(HOUR)).get().extracting(Note::kind).isEqualTo(Note.Kind.REOPENED);
        assertThat(isDue()).isTrue();
    }
}
