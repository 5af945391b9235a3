package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import caravan.ledger.Note.Kind;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import caravan.store.StoreRefused;
import caravan.store.WriteConflict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final Hour HOUR = Records.HOUR;

    private final TestClock clock = TestClock.at("2026-11-02T00:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Ledger ledger = new Ledger(store, "demo", threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static HourRange range(String first, String last) {
        return new HourRange(Hour.parse(first), Hour.parse(last));
    }

    private void record(String... hours) {
        for (String hour : hours) {
            store.put(ledger.recordKey(Hour.parse(hour)), "{}");
        }
    }

    @Test
    void the_ledgers_keys_are_those_of_the_contract() {
        assertThat(ledger.recordKey(HOUR)).isEqualTo("_caravan/hours/demo/2026-11-01/05.json");
        assertThat(ledger.noteKey(HOUR)).isEqualTo("_caravan/notes/demo/2026-11-01/05.json");
        assertThat(ledger.projectKey()).isEqualTo("_caravan/projects/demo.json");
    }

    @Test
    void both_ends_of_a_range_are_done_and_their_neighbours_left_out() throws IOException {
        record("2026-10-31T22", "2026-10-31T23", "2026-11-02T01", "2026-11-02T02");

        assertThat(ledger.recorded(range("2026-10-31T23", "2026-11-02T01")))
                .containsOnlyKeys(Hour.parse("2026-10-31T23"), Hour.parse("2026-11-02T01"));
        assertThat(ledger.done(range("2026-10-31T23", "2026-11-02T01")).hours())
                .map(Hour::toString)
                .containsExactly("2026-10-31T23", "2026-11-02T01");
    }

    @Test
    void a_range_within_a_day_is_one_listing_of_that_day() throws IOException {
        record("2026-11-01T00", "2026-11-01T05", "2026-11-01T23");

        assertThat(ledger.done(range("2026-11-01T05", "2026-11-01T23")).hours())
                .map(Hour::toString)
                .containsExactly("2026-11-01T05", "2026-11-01T23");
        assertThat(store.calls()).containsExactly("LIST _caravan/hours/demo/2026-11-01/");
    }

    @Test
    void a_range_over_new_year_is_a_listing_a_month() throws IOException {
        record("2025-12-31T23", "2026-01-01T00");

        assertThat(ledger.done(range("2025-12-31T23", "2026-01-01T00")).count()).isEqualTo(2);
        assertThat(store.calls())
                .containsExactlyInAnyOrder("LIST _caravan/hours/demo/2025-12-", "LIST _caravan/hours/demo/2026-01-");
    }

    @Test
    void fifty_thousand_due_hours_are_found_by_a_listing_a_month_and_no_read() throws IOException {
        HourRange range = new HourRange(
                Hour.parse("2020-03-01T00"), Hour.parse("2020-03-01T00").plus(49_999));
        record("2020-03-01T00", "2022-02-28T07", "2025-11-01T00");

        long began = System.nanoTime();
        HourSet due = HourSet.of(range).removeAll(ledger.done(range));
        List<HourRange> windows = new Windows(24).of(due);
        System.out.println("planned in " + Duration.ofNanos(System.nanoTime() - began));

        assertThat(due.count()).isEqualTo(49_997);
        // 2,084 days, one of them parted by a done hour in its middle.
        assertThat(windows).hasSize(2085);
        assertThat(windows.stream().mapToInt(HourRange::count).sum()).isEqualTo(49_997);
        assertThat(store.calls(Call.LIST)).hasSize(69).doesNotHaveDuplicates();
        assertThat(store.calls()).hasSize(69);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_caravan/hours/demo/2026-11-01/05.json.bak",
                "_caravan/hours/demo/2026-11-01/5.json",
                "_caravan/hours/demo/2026-11-01/24.json",
                "_caravan/hours/demo/2026-11-01/05",
                "_caravan/hours/demo/2026-11-01/README.txt",
                "_caravan/hours/demo/2026-11-31/05.json",
                "_caravan/hours/demo/2026-11-01/old/05.json",
                "_caravan/hours/demo/2026-11-01/copy/2026-11-01/05.json",
                "_caravan/hours/demo/2026-11-copy/2026-11-01/05.json",
                "_caravan/hours/demo2/2026-11-01/05.json",
                "_caravan/notes/demo/2026-11-01/05.json"
            })
    void a_strangers_file_makes_no_hour_done(String key) throws IOException {
        store.put(key, "{}");

        assertThat(ledger.done(range("2026-11-01T00", "2026-11-02T23")).hours()).isEmpty();
        assertThat(ledger.done(range("2026-11-01T00", "2026-11-01T23")).hours()).isEmpty();
    }

    @Test
    void a_listing_that_fails_is_no_word_that_nothing_is_done() {
        store.fail(Call.LIST, Fault.LOST_BEFORE);

        assertThatThrownBy(() -> ledger.done(range("2025-01-01T00", "2026-11-01T00")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("LIST");
    }

    @Test
    void a_refused_listing_says_so_from_another_thread_too() {
        store.fail(Call.LIST, Fault.REFUSED);

        assertThatThrownBy(() -> ledger.done(range("2025-01-01T00", "2026-11-01T00")))
                .isInstanceOf(StoreRefused.class);
    }

    @Test
    void an_hour_without_record_reads_as_none() throws IOException {
        assertThat(ledger.read(HOUR)).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_read_is_an_error_that_names_its_key() {
        store.put(ledger.recordKey(HOUR), "{\"schema\":");

        assertThatThrownBy(() -> ledger.read(HOUR))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining(ledger.recordKey(HOUR));
        assertThat(store.text(ledger.recordKey(HOUR))).isEqualTo("{\"schema\":");
    }

    @Test
    void the_record_of_another_hour_under_a_key_is_an_error_that_names_it() {
        Hour other = HOUR.plus(1);
        store.put(ledger.recordKey(other), LedgerJson.write(Records.empty(0, clock.instant())));

        assertThatThrownBy(() -> ledger.read(other))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining(ledger.recordKey(other));
    }

    @Test
    void the_record_of_another_project_under_a_key_is_an_error_that_names_it() {
        Ledger other = new Ledger(store, "other", threads);
        store.put(other.recordKey(HOUR), LedgerJson.write(Records.empty(0, clock.instant())));

        assertThatThrownBy(() -> other.read(HOUR))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining(other.recordKey(HOUR));
    }

    @Test
    void records_of_many_hours_come_in_the_order_asked_for_without_those_that_are_not_there() throws IOException {
        store.put(ledger.recordKey(HOUR), LedgerJson.write(Records.empty(4, clock.instant())));

        assertThat(ledger.read(List.of(HOUR.plus(1), HOUR, HOUR.plus(2)), damaged -> {}))
                .extracting(Ledger.Recorded::record)
                .containsExactly(Records.empty(4, clock.instant()));
    }

    @Test
    void of_many_records_one_that_cannot_be_read_is_told_and_left_out() throws IOException {
        List<String> told = new ArrayList<>();
        store.put(ledger.recordKey(HOUR), LedgerJson.write(Records.empty(4, clock.instant())));
        store.put(ledger.recordKey(HOUR.plus(1)), "?");

        assertThat(ledger.read(List.of(HOUR.plus(1), HOUR), damaged -> told.add(damaged.getMessage())))
                .extracting(Ledger.Recorded::record)
                .containsExactly(Records.empty(4, clock.instant()));
        assertThat(told).singleElement().asString().contains(ledger.recordKey(HOUR.plus(1)));
    }

    @Test
    void a_record_is_not_created_over_one_that_is_there() {
        store.put(ledger.recordKey(HOUR), "theirs");

        assertThatThrownBy(() -> ledger.write(HOUR, new byte[] {1}, Optional.empty()))
                .isInstanceOf(WriteConflict.class);
        assertThat(store.text(ledger.recordKey(HOUR))).isEqualTo("theirs");
    }

    // Notes.

    private Note note(Kind kind) {
        return Note.of("demo", HOUR, kind, kind + " it is", clock.instant(), null);
    }

    @Test
    void a_note_that_was_written_is_read_with_all_others() throws IOException {
        Note other = Note.of("demo", HOUR.plus(30), Kind.LIMIT, "x", clock.instant(), null);
        ledger.write(note(Kind.REOPENED));
        ledger.write(other);

        assertThat(ledger.notes()).isEqualTo(Map.of(HOUR, note(Kind.REOPENED), HOUR.plus(30), other));
        assertThat(ledger.note(HOUR)).contains(note(Kind.REOPENED));
        assertThat(ledger.note(HOUR.plus(1))).isEmpty();
    }

    @Test
    void of_two_notes_on_an_hour_the_last_stays() throws IOException {
        ledger.write(note(Kind.REOPENED));
        ledger.write(note(Kind.OVERSIZE));

        assertThat(ledger.notes()).isEqualTo(Map.of(HOUR, note(Kind.OVERSIZE)));
    }

    @Test
    void a_note_that_lost_a_race_is_written_over_the_winner() throws IOException {
        store.before(Call.WRITE, () -> store.put(ledger.noteKey(HOUR), LedgerJson.write(note(Kind.SUSPECT))));

        ledger.write(note(Kind.OVERSIZE));

        assertThat(ledger.note(HOUR)).contains(note(Kind.OVERSIZE));
    }

    @Test
    void a_note_that_cannot_be_written_is_an_error() {
        store.fail(Call.WRITE, Fault.REFUSED);

        assertThatThrownBy(() -> ledger.write(note(Kind.OVERSIZE))).isInstanceOf(StoreRefused.class);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_reopen_that_was_not_known_is_not_written_over() throws IOException {
        ledger.write(note(Kind.REOPENED));

        assertThat(ledger.write(note(Kind.UNCONFIRMED), Optional.of(note(Kind.OVERSIZE))))
                .isFalse();

        assertThat(ledger.note(HOUR)).contains(note(Kind.REOPENED));
    }

    @Test
    void a_reopen_that_was_known_is_written_over() throws IOException {
        ledger.write(note(Kind.REOPENED));

        assertThat(ledger.write(note(Kind.SUSPECT), Optional.of(note(Kind.REOPENED))))
                .isTrue();

        assertThat(ledger.note(HOUR)).contains(note(Kind.SUSPECT));
    }

    @Test
    void a_reopen_that_comes_just_before_a_note_is_written_stays() throws IOException {
        store.before(Call.WRITE, () -> ledger.write(note(Kind.REOPENED)));

        assertThat(ledger.write(note(Kind.UNCONFIRMED), Optional.empty())).isFalse();

        assertThat(ledger.note(HOUR)).contains(note(Kind.REOPENED));
    }

    @Test
    void a_note_whose_answer_was_lost_is_written_and_no_reopen_of_somebody_else() throws IOException {
        ledger.write(note(Kind.REOPENED));
        Note again = note(Kind.REOPENED).again(null);
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        assertThat(ledger.write(again, Optional.of(note(Kind.REOPENED)))).isTrue();

        assertThat(ledger.note(HOUR)).contains(again);
    }

    @Test
    void any_other_note_is_written_over() throws IOException {
        ledger.write(note(Kind.SUSPECT));

        assertThat(ledger.write(note(Kind.UNCONFIRMED), Optional.empty())).isTrue();

        assertThat(ledger.note(HOUR)).contains(note(Kind.UNCONFIRMED));
    }

    @Test
    void a_forgotten_note_is_gone_and_its_record_stays() throws IOException {
        ledger.write(note(Kind.REOPENED));
        record(HOUR.toString());

        ledger.forgetNote(note(Kind.REOPENED));

        assertThat(store.keys()).containsExactly(ledger.recordKey(HOUR));
    }

    @Test
    void a_note_that_was_written_since_is_not_forgotten() throws IOException {
        Note known = note(Kind.REOPENED);
        ledger.write(known);
        clock.pass(Duration.ofSeconds(1));
        ledger.write(note(Kind.REOPENED));

        ledger.forgetNote(known);

        assertThat(ledger.note(HOUR)).contains(note(Kind.REOPENED));
        assertThat(store.calls(Call.DELETE)).isEmpty();
    }

    @Test
    void a_note_that_is_gone_already_is_forgotten() throws IOException {
        ledger.forgetNote(note(Kind.REOPENED));

        assertThat(store.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_caravan/notes/demo/README.txt",
                "_caravan/notes/demo/2026-11-01/05.json.bak",
                "_caravan/notes/demo/copy/2026-11-01/05.json",
                "_caravan/notes/demo2/2026-11-01/05.json"
            })
    void a_strangers_file_beside_the_notes_is_no_note(String key) throws IOException {
        store.put(key, LedgerJson.write(note(Kind.REOPENED)));

        assertThat(ledger.notes()).isEmpty();
    }

    @Test
    void a_note_that_cannot_be_read_is_an_error_that_names_its_key() {
        store.put(ledger.noteKey(HOUR), "?");

        assertThatThrownBy(() -> ledger.note(HOUR))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining(ledger.noteKey(HOUR));
    }

    @Test
    void a_note_that_cannot_be_read_holds_up_no_other_and_is_written_over() throws IOException {
        store.put(ledger.noteKey(HOUR), "?");
        ledger.write(Note.of("demo", HOUR.plus(1), Kind.REOPENED, "by hand", Instant.EPOCH, null));

        assertThat(ledger.notes()).containsOnlyKeys(HOUR.plus(1));
        assertThat(ledger.write(note(Kind.OVERSIZE), Optional.empty())).isTrue();
        assertThat(ledger.note(HOUR)).contains(note(Kind.OVERSIZE));
    }

    @Test
    void a_note_on_another_hour_than_its_key_is_an_error_that_names_it() {
        store.put(ledger.noteKey(HOUR.plus(1)), LedgerJson.write(note(Kind.REOPENED)));

        assertThatThrownBy(() -> ledger.note(HOUR.plus(1)))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining(ledger.noteKey(HOUR.plus(1)));
    }

    // The project object.

    private static final ProjectObject OBJECT =
            new ProjectObject(1, "demo", Hour.parse("2026-11-01T00"), "amplitude.com", null, ObjectKeys.DEFAULT);

    @Test
    void a_project_is_fixed_at_its_first_run() throws IOException {
        assertThat(ledger.projectObject()).isEmpty();

        assertThat(ledger.fix(now -> now.orElse(OBJECT))).isEqualTo(OBJECT);

        assertThat(ledger.projectObject()).contains(OBJECT);
        assertThat(store.text(ledger.projectKey()))
                .isEqualTo(
                        "{\"schema\":1,\"project\":\"demo\",\"start\":\"2026-11-01T00\",\"host\":\"amplitude.com\",\"key\":\""
                                + ObjectKeys.DEFAULT + "\"}");
    }

    @Test
    void a_project_that_needs_no_change_is_not_written() throws IOException {
        ledger.fix(now -> OBJECT);
        store.forgetCalls();

        assertThat(ledger.fix(now -> now.orElseThrow())).isEqualTo(OBJECT);

        assertThat(store.calls(Call.WRITE)).isEmpty();
    }

    @Test
    void who_loses_the_race_for_the_first_run_takes_what_the_winner_fixed() throws IOException {
        ProjectObject winner = OBJECT.startingAt(Hour.parse("2026-10-01T00"));
        store.before(Call.WRITE, () -> store.put(ledger.projectKey(), LedgerJson.write(winner)));

        assertThat(ledger.fix(now -> now.orElse(OBJECT))).isEqualTo(winner);

        assertThat(ledger.projectObject()).contains(winner);
    }

    @Test
    void who_loses_a_race_changes_what_the_winner_left() throws IOException {
        ledger.fix(now -> OBJECT);
        ProjectObject winner = OBJECT.startingAt(Hour.parse("2026-10-01T00"));
        store.before(Call.WRITE, () -> store.put(ledger.projectKey(), LedgerJson.write(winner)));

        ledger.fix(now -> now.orElseThrow().withAmplitudeId("100011471"));

        assertThat(ledger.projectObject()).contains(winner.withAmplitudeId("100011471"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_BEFORE", "LOST_AFTER", "CONFLICT"})
    void a_project_is_fixed_although_a_reply_was_lost(Fault fault) throws IOException {
        store.fail(Call.WRITE, fault);

        assertThat(ledger.fix(now -> now.orElse(OBJECT))).isEqualTo(OBJECT);

        assertThat(ledger.projectObject()).contains(OBJECT);
    }

    @Test
    void a_store_that_refuses_is_not_asked_again_to_fix_a_project() {
        store.fail(Call.WRITE, Fault.REFUSED);

        assertThatThrownBy(() -> ledger.fix(now -> now.orElse(OBJECT))).isInstanceOf(StoreRefused.class);
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void a_project_is_not_fixed_for_ever_against_a_store_that_is_away() {
        for (int i = 0; i < 50; i++) {
            store.fail(Call.WRITE, Fault.LOST_BEFORE);
        }

        assertThatThrownBy(() -> ledger.fix(now -> now.orElse(OBJECT))).isInstanceOf(IOException.class);
        assertThat(store.calls(Call.WRITE)).hasSize(5);
        assertThat(store.keys()).isEmpty();
    }
}
