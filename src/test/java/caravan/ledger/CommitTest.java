package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.ledger.Commit.Outcome;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import caravan.store.StoreRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTest {
    private final TestClock clock = TestClock.at("2026-11-01T08:30:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);
    private final Commit commit = new Commit(clock);
    private final String recordKey = ledger.recordKey(Records.HOUR);

    /** Whatever happens, a commit cleans nothing up. */
    @AfterEach
    void nothing_was_deleted() {
        assertThat(store.calls(Call.DELETE)).isEmpty();
    }

    private HourRecord mine(int revision) {
        return Records.landed(revision, clock.instant(), Records.key(revision, 'a'));
    }

    private HourRecord theirs(int revision) {
        return Records.landed(revision, clock.instant(), Records.key(revision, 'b'));
    }

    private void there(HourRecord record) {
        store.put(recordKey, LedgerJson.write(record));
    }

    private Outcome write(Base base, HourRecord record) throws IOException {
        return commit.write(ledger, base, record, LedgerJson.write(record));
    }

    private Optional<HourRecord> recorded() throws IOException {
        return ledger.read(Records.HOUR).map(Ledger.Recorded::record);
    }

    @Test
    void an_hour_without_record_is_landed_as_revision_0() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);

        assertThat(base.revision()).isZero();
        assertThat(base.former()).isEmpty();
        assertThat(write(base, mine(0))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(0));
    }

    @Test
    void a_recorded_hour_is_replaced_by_the_next_revision() throws IOException {
        there(theirs(4));
        Base base = commit.begin(ledger, Records.HOUR);

        assertThat(base.revision()).isEqualTo(5);
        assertThat(write(base, mine(5))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(5));
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void the_bytes_given_are_the_bytes_written() throws IOException {
        byte[] spelled = (" " + new String(LedgerJson.write(mine(0)), java.nio.charset.StandardCharsets.UTF_8))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        commit.write(ledger, commit.begin(ledger, Records.HOUR), mine(0), spelled);

        assertThat(store.bytes(recordKey)).isEqualTo(spelled);
    }

    @Test
    void a_record_of_another_revision_than_the_base_allows_is_a_bug() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);

        assertThatThrownBy(() -> write(base, mine(1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_conflict_with_our_own_bytes_is_ours() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        there(mine(0));

        assertThat(write(base, mine(0))).isEqualTo(Outcome.COMMITTED);
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 9})
    void an_hour_that_landed_at_our_revision_or_above_is_theirs(int revision) throws IOException {
        there(theirs(2));
        Base base = commit.begin(ledger, Records.HOUR);
        there(theirs(revision));

        assertThat(write(base, mine(3))).isEqualTo(Outcome.THEIRS);
        assertThat(recorded()).contains(theirs(revision));
    }

    @Test
    void the_former_revision_under_another_version_is_replaced() throws IOException {
        there(theirs(2));
        Base base = commit.begin(ledger, Records.HOUR);
        clock.pass(Duration.ofMinutes(1));
        there(theirs(2));

        assertThat(write(base, mine(3))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(3));
        assertThat(store.calls(Call.WRITE)).hasSize(2);
    }

    @Test
    void the_next_revision_is_not_below_the_records_floor() throws IOException {
        there(theirs(2).withFloor(6));
        Base base = commit.begin(ledger, Records.HOUR);

        assertThat(base.revision()).isEqualTo(6);
        assertThat(write(base, mine(6))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(6));
    }

    @Test
    void an_hour_whose_floor_was_raised_above_our_revision_is_landed_again() throws IOException {
        there(theirs(2));
        Base base = commit.begin(ledger, Records.HOUR);
        there(theirs(2).withFloor(4));

        assertThat(write(base, mine(3))).isEqualTo(Outcome.LAND_AGAIN);
        assertThat(recorded()).contains(theirs(2).withFloor(4));
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void a_floor_that_is_our_revision_is_no_hindrance() throws IOException {
        there(theirs(2).withFloor(4));
        Base base = commit.begin(ledger, Records.HOUR);
        clock.pass(Duration.ofMinutes(1));
        there(theirs(2).withFloor(4));

        assertThat(write(base, mine(4))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(4));
    }

    @Test
    void an_hour_that_landed_at_our_revision_is_theirs_whatever_its_floor() throws IOException {
        there(theirs(2));
        Base base = commit.begin(ledger, Records.HOUR);
        there(theirs(3).withFloor(9));

        assertThat(write(base, mine(3))).isEqualTo(Outcome.THEIRS);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7})
    void an_hour_found_empty_at_our_revision_or_above_is_landed_again(int revision) throws IOException {
        there(theirs(2));
        Base base = commit.begin(ledger, Records.HOUR);
        there(Records.empty(revision, clock.instant()));

        assertThat(write(base, mine(3))).isEqualTo(Outcome.LAND_AGAIN);
        assertThat(recorded()).contains(Records.empty(revision, clock.instant()));
    }

    @Test
    void two_that_find_an_hour_empty_need_not_land_it_again() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        there(Records.empty(0, clock.instant().minusSeconds(1)));

        assertThat(write(base, Records.empty(0, clock.instant()))).isEqualTo(Outcome.THEIRS);
    }

    @Test
    void an_hour_that_landed_meanwhile_is_not_made_empty() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        there(theirs(0));

        assertThat(write(base, Records.empty(0, clock.instant()))).isEqualTo(Outcome.THEIRS);
        assertThat(recorded()).contains(theirs(0));
    }

    @Test
    void a_reply_lost_after_the_write_was_done_is_found_out_by_reading() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        assertThat(write(base, mine(0))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(0));
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void a_reply_lost_after_a_replacement_was_done_is_found_out_by_reading() throws IOException {
        there(theirs(2));
        Base base = commit.begin(ledger, Records.HOUR);
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        assertThat(write(base, mine(3))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(3));
        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_BEFORE", "CONFLICT"})
    void a_write_that_was_not_done_is_done_again(Fault fault) throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        store.fail(Call.WRITE, fault);

        assertThat(write(base, mine(0))).isEqualTo(Outcome.COMMITTED);
        assertThat(recorded()).contains(mine(0));
        assertThat(store.calls(Call.WRITE)).hasSize(2);
    }

    @Test
    void an_outcome_that_stays_unknown_is_an_error_after_a_few_tries() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        for (int i = 0; i < 50; i++) {
            store.fail(Call.WRITE, Fault.LOST_BEFORE);
        }

        assertThatThrownBy(() -> write(base, mine(0))).isExactlyInstanceOf(IOException.class);
        assertThat(store.calls(Call.WRITE)).hasSize(5);
    }

    @Test
    void a_store_that_is_away_when_we_look_again_is_an_error() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        store.fail(Call.WRITE, Fault.LOST_AFTER).fail(Call.GET, Fault.LOST_BEFORE);

        assertThatThrownBy(() -> write(base, mine(0))).isExactlyInstanceOf(IOException.class);
        assertThat(recorded()).contains(mine(0));
    }

    @Test
    void a_store_that_refuses_is_not_asked_again() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        store.fail(Call.WRITE, Fault.REFUSED);
        store.forgetCalls();

        assertThatThrownBy(() -> write(base, mine(0))).isInstanceOf(StoreRefused.class);
        assertThat(store.calls()).containsExactly("WRITE " + recordKey);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_landing_that_began_a_day_ago_is_still_committed() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        clock.pass(Duration.ofDays(1));

        assertThat(write(base, mine(0))).isEqualTo(Outcome.COMMITTED);
    }

    @Test
    void a_landing_that_began_more_than_a_day_ago_is_not_committed() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        clock.pass(Duration.ofDays(1).plusNanos(1));
        store.forgetCalls();

        assertThatThrownBy(() -> write(base, mine(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2026-11-01T05")
                .hasMessageContaining("2026-11-01T08:30:00Z");
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void a_landing_that_grows_too_old_between_two_tries_is_not_committed() throws IOException {
        Base base = commit.begin(ledger, Records.HOUR);
        store.fail(Call.WRITE, Fault.LOST_BEFORE);
        store.before(Call.GET, () -> clock.pass(Duration.ofDays(2)));

        assertThatThrownBy(() -> write(base, mine(0))).hasMessageContaining("more than a day ago");
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_read_stops_a_landing_before_it_begins() {
        store.put(recordKey, "?");

        assertThatThrownBy(() -> commit.begin(ledger, Records.HOUR))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining(recordKey);
    }
}
