package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.archive.EntryName;
import caravan.hour.Hour;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
    private static final LocalDate DAY = Records.HOUR.day();
    private static final Duration WEEK = Duration.ofDays(7).plusSeconds(1);

    private final TestClock clock = TestClock.at("2026-11-10T00:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);
    private final Sweep sweep = new Sweep(store, Records.KEYS, clock);

    private void recorded(HourRecord record) {
        store.put(ledger.recordKey(record.hour()), LedgerJson.write(record));
    }

    private HourRecord record() throws IOException {
        return ledger.read(Records.HOUR).orElseThrow().record();
    }

    /** What is left of these after a sweep of their day. */
    private List<String> left(String... keys) throws IOException {
        sweep.sweep(ledger, List.of(DAY));
        return List.of(keys).stream().filter(store.keys()::contains).toList();
    }

    private String object(int revision, char hash) {
        String key = Records.key(revision, hash);
        store.put(key, "x");
        return key;
    }

    @Test
    void what_the_record_lists_stays_for_ever() throws IOException {
        String listed = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), listed));
        clock.pass(Duration.ofDays(4000));

        assertThat(left(listed)).containsExactly(listed);
        assertThat(store.calls(Call.DELETE)).isEmpty();
    }

    @Test
    void the_records_of_a_day_are_read_at_once() throws IOException {
        List<Runnable> reads = new ArrayList<>();
        Ledger several = new Ledger(store, "demo", read -> {
            reads.add(read);
            read.run();
        });
        object(0, 'a');
        store.put(object(0, 'a').replace("hour=05", "hour=06").replace("_05_", "_06_"), "x");

        sweep.sweep(several, List.of(DAY));

        assertThat(reads).hasSize(2);
    }

    @Test
    void what_lost_the_race_for_a_revision_goes_at_once() throws IOException {
        String listed = object(1, 'a');
        String lost = object(1, 'b');
        recorded(Records.landed(1, clock.instant(), listed));

        assertThat(left(listed, lost)).containsExactly(listed);
    }

    @Test
    void a_former_revisions_objects_stay_for_their_readers_for_24_hours() throws IOException {
        String former = object(0, 'a');
        String listed = object(1, 'a');
        recorded(Records.landed(1, clock.instant(), listed));
        clock.pass(Duration.ofHours(24));

        assertThat(left(former, listed)).containsExactly(former, listed);
    }

    @Test
    void a_former_revisions_objects_go_24_hours_after_the_new_one_was_committed() throws IOException {
        String former = object(0, 'a');
        String listed = object(1, 'a');
        recorded(Records.landed(1, clock.instant(), listed));
        clock.pass(Duration.ofHours(24).plusSeconds(1));

        assertThat(left(former, listed)).containsExactly(listed);
    }

    @Test
    void what_is_above_the_records_revision_stays_a_week() throws IOException {
        String listed = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), listed));
        String above = object(1, 'b');
        clock.pass(Duration.ofDays(7));

        assertThat(left(listed, above)).containsExactly(listed, above);
    }

    @Test
    void what_is_above_the_records_revision_goes_after_a_week() throws IOException {
        String listed = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), listed));
        String above = object(1, 'b');
        clock.pass(Duration.ofDays(7).plusSeconds(1));

        assertThat(left(listed, above)).containsExactly(listed);
    }

    @Test
    void what_was_put_again_within_the_week_stays() throws IOException {
        object(0, 'a');
        clock.pass(Duration.ofDays(6));
        String again = object(0, 'a');
        clock.pass(Duration.ofDays(6));

        assertThat(left(again)).containsExactly(again);
    }

    @Test
    void the_objects_of_an_hour_without_record_stay() throws IOException {
        String half = object(0, 'a');
        clock.pass(Duration.ofDays(100));

        assertThat(left(half)).containsExactly(half);
    }

    @Test
    void the_objects_of_an_hour_without_record_go_once_it_has_one() throws IOException {
        String half = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), object(0, 'b')));

        assertThat(left(half)).isEmpty();
    }

    @Test
    void what_may_still_be_committed_is_barred_by_a_floor_before_it_goes() throws IOException {
        recorded(Records.landed(0, clock.instant(), object(0, 'a')));
        object(1, 'b');
        clock.pass(WEEK);
        store.before(Call.DELETE, () -> assertThat(record().floor()).isEqualTo(2));

        sweep.sweep(ledger, List.of(DAY));

        assertThat(store.calls(Call.DELETE)).containsExactly("DELETE " + Records.key(1, 'b'));
    }

    @Test
    void a_floor_is_above_the_highest_that_is_dead_and_all_below_it_goes() throws IOException {
        String listed = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), listed));
        String low = object(1, 'b');
        String high = object(4, 'b');
        clock.pass(WEEK);
        String young = object(1, 'c');
        String next = object(5, 'c');

        assertThat(left(listed, low, high, young, next)).containsExactly(listed, next);
        assertThat(record())
                .isEqualTo(Records.landed(0, record().committedAt(), listed).withFloor(5));
    }

    @Test
    void a_floor_leaves_everything_else_in_the_record_even_what_a_newer_version_wrote() throws IOException {
        String json = new String(
                LedgerJson.write(Records.landed(0, clock.instant(), object(0, 'a'))), StandardCharsets.UTF_8);
        String newer = json.replace("\"schema\":1", "\"schema\":2,\"colour\":[\"blue\"]");
        store.put(ledger.recordKey(Records.HOUR), newer);
        object(1, 'b');
        clock.pass(WEEK);

        sweep.sweep(ledger, List.of(DAY));

        assertThat(store.text(ledger.recordKey(Records.HOUR))).isEqualTo(newer.replaceFirst("}$", ",\"floor\":2}"));
    }

    @Test
    void a_record_is_not_touched_for_the_young() throws IOException {
        recorded(Records.landed(0, clock.instant(), object(0, 'a')));
        object(1, 'b');

        sweep.sweep(ledger, List.of(DAY));

        assertThat(store.calls(Call.WRITE)).isEmpty();
    }

    @Test
    void what_is_committed_just_before_the_floor_stays() throws IOException {
        recorded(Records.landed(0, clock.instant(), object(0, 'a')));
        String mine = object(1, 'b');
        clock.pass(WEEK);
        store.before(Call.WRITE, () -> recorded(Records.landed(1, clock.instant(), mine)));

        assertThat(left(mine)).containsExactly(mine);
        assertThat(record().floor()).isNull();
    }

    @Test
    void a_writer_that_put_the_same_object_again_lands_once_more_above_the_floor() throws IOException {
        recorded(Records.landed(0, clock.instant(), object(0, 'a')));
        object(1, 'b');
        clock.pass(WEEK);
        Commit commit = new Commit(clock);
        Base base = commit.begin(ledger, Records.HOUR);
        HourRecord mine = Records.landed(1, clock.instant(), Records.key(1, 'b'));
        // The sweep has listed the old one by then.
        store.before(Call.WRITE, () -> store.put(Records.key(1, 'b'), "x"));

        sweep.sweep(ledger, List.of(DAY));

        assertThat(commit.write(ledger, base, mine, LedgerJson.write(mine))).isEqualTo(Commit.Outcome.LAND_AGAIN);
        assertThat(commit.begin(ledger, Records.HOUR).revision()).isEqualTo(2);
        assertThat(record().revision()).isZero();
    }

    @Test
    void where_it_is_unknown_whether_the_floor_was_raised_nothing_goes_until_the_next_sweep() throws IOException {
        String listed = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), listed));
        String above = object(1, 'b');
        clock.pass(WEEK);
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        assertThatThrownBy(() -> sweep.sweep(ledger, List.of(DAY))).isInstanceOf(IOException.class);
        assertThat(store.keys()).contains(listed, above);
        assertThat(left(listed, above)).containsExactly(listed);
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void a_former_revisions_objects_stay_where_the_stores_clock_is_behind() throws IOException {
        String former = object(0, 'a');
        recorded(Records.landed(1, clock.instant().plus(Duration.ofHours(1)), object(1, 'a')));
        clock.pass(Duration.ofHours(24).plusSeconds(1));

        assertThat(left(former)).containsExactly(former);
    }

    @Test
    void a_former_revisions_objects_stay_where_the_record_came_to_the_store_late() throws IOException {
        String former = object(0, 'a');
        HourRecord slow = Records.landed(1, clock.instant(), object(1, 'a'));
        clock.pass(Duration.ofHours(23));
        recorded(slow);
        clock.pass(Duration.ofHours(24));

        assertThat(left(former)).containsExactly(former);
        clock.pass(Duration.ofSeconds(1));
        assertThat(left(former)).isEmpty();
    }

    @Test
    void an_hour_recorded_empty_keeps_no_object_of_its_revision() throws IOException {
        String half = object(0, 'a');
        recorded(Records.empty(0, clock.instant()));

        assertThat(left(half)).isEmpty();
        assertThat(store.keys()).containsExactly(ledger.recordKey(Records.HOUR));
    }

    @Test
    void an_hour_recorded_empty_keeps_what_a_writer_above_it_puts() throws IOException {
        String again = object(1, 'a');
        recorded(Records.empty(0, clock.instant()));

        assertThat(left(again)).containsExactly(again);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events/project=demo/date=2026-11-01/hour=05/notes.txt",
                "events/project=demo/date=2026-11-01/hour=05/1_2026-11-01_05_0-r0-bbbbbbbbbbbbbbbb.csv",
                "events/project=demo/date=2026-11-01/hour=05/1_2026-11-01_05_0-r0-bbbbbbbbbbbbbbbb.json.bak",
                "events/project=demo/date=2026-11-01/hour=05/1_2026-11-01_05_0-r00-bbbbbbbbbbbbbbbb.json",
                "events/project=demo/date=2026-11-01/hour=05/1_2026-11-02_05_0-r0-bbbbbbbbbbbbbbbb.json",
                "events/project=demo/date=2026-11-01/hour=05/copy/1_2026-11-01_05_0-r0-bbbbbbbbbbbbbbbb.json",
                "events/project=demo/date=2026-11-01/hour=99/1_2026-11-01_99_0-r0-bbbbbbbbbbbbbbbb.json",
                "events/project=demo/date=2026-11-011/hour=05/1_2026-11-011_05_0-r0-bbbbbbbbbbbbbbbb.json"
            })
    void what_is_spelled_otherwise_is_never_touched(String foreign) throws IOException {
        recorded(Records.landed(0, clock.instant(), object(0, 'a')));
        store.put(foreign, "theirs");
        clock.pass(Duration.ofDays(100));

        assertThat(left(foreign)).containsExactly(foreign);
    }

    @Test
    void another_projects_objects_are_never_touched() throws IOException {
        ObjectKeys flat = new ObjectKeys("all/{hour}/{date}/{project}-{part}-{revision}-{hash}");
        String other = flat.key("other", new EntryName("1", Records.HOUR, 0), 0, "b".repeat(64), "json");
        store.put(other, "theirs");
        clock.pass(Duration.ofDays(100));

        assertThat(new Sweep(store, flat, clock).sweep(ledger, List.of(DAY))).isZero();
        assertThat(store.keys()).containsExactly(other);
    }

    @Test
    void another_days_objects_are_left_to_that_days_sweep() throws IOException {
        ObjectKeys flat = new ObjectKeys("all/{hour}/{date}/{project}-{part}-{revision}-{hash}");
        Hour tomorrow = Records.HOUR.plus(24);
        String other = flat.key("demo", new EntryName("1", tomorrow, 0), 0, "b".repeat(64), "json");
        store.put(other, "x");
        clock.pass(Duration.ofDays(100));

        assertThat(new Sweep(store, flat, clock).sweep(ledger, List.of(DAY))).isZero();
        assertThat(store.keys()).containsExactly(other);
    }

    @Test
    void each_hour_is_judged_by_its_own_record() throws IOException {
        String landed = object(0, 'a');
        recorded(Records.landed(0, clock.instant(), landed));
        String neighbour = Records.key("demo", Records.HOUR.plus(1), 0, 'b');
        store.put(neighbour, "x");

        assertThat(left(landed, neighbour)).containsExactly(landed, neighbour);
    }

    @Test
    void an_hour_whose_record_cannot_be_read_is_left_alone_and_the_others_are_swept() throws IOException {
        Hour early = Records.HOUR.plus(-1);
        String lost = Records.key("demo", early, 0, 'b');
        store.put(lost, "x");
        store.put(ledger.recordKey(early), LedgerJson.write(empty(early)));
        store.put(ledger.recordKey(Records.HOUR), "?");
        String unknown = object(0, 'a');

        List<ILoggingEvent> warnings =
                Logged.by(Sweep.class, () -> assertThat(left(lost, unknown)).containsExactly(unknown));

        assertThat(warnings).singleElement().satisfies(warning -> assertThat(warning.getFormattedMessage())
                .contains(ledger.recordKey(Records.HOUR))
                .contains("What to do:")
                .contains("goes on with the other hours"));
        assertThat(store.text(ledger.recordKey(Records.HOUR))).isEqualTo("?");
    }

    private HourRecord empty(Hour hour) {
        return HourRecord.empty("demo", hour, 0, Records.EXPORT, clock.instant());
    }

    @Test
    void a_store_that_is_away_stops_the_sweep_before_anything_is_deleted() {
        object(0, 'a');
        clock.pass(Duration.ofDays(100));
        store.fail(Call.GET, Fault.LOST_BEFORE);

        assertThatThrownBy(() -> sweep.sweep(ledger, List.of(DAY))).isInstanceOf(IOException.class);
        assertThat(store.keys()).containsExactly(Records.key(0, 'a'));
    }

    @Test
    void a_commit_between_listing_and_reading_saves_its_objects() throws IOException {
        String mine = object(0, 'a');
        clock.pass(Duration.ofDays(8));
        store.before(Call.GET, () -> recorded(Records.landed(0, clock.instant(), mine)));

        assertThat(left(mine)).containsExactly(mine);
    }

    @Test
    void the_number_of_deleted_objects_is_told() throws IOException {
        recorded(Records.landed(0, clock.instant(), object(0, 'a')));
        object(0, 'b');
        object(0, 'c');

        assertThat(sweep.sweep(ledger, List.of(DAY, DAY.plusDays(1)))).isEqualTo(2);
        assertThat(store.keys()).containsExactly(ledger.recordKey(Records.HOUR), Records.key(0, 'a'));
    }
}
