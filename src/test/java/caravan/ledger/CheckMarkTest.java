package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckMarkTest {
    private final TestClock clock = TestClock.at("2026-11-02T06:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);
    private final CheckMark mark = new CheckMark(clock);
    private final String key = ledger.recordKey(Records.HOUR);
    private final HourRecord landed = Records.landed(0, clock.instant().minusSeconds(1), Records.key(0, 'a'));
    private Base base;

    @BeforeEach
    void the_hour_has_landed_and_was_read() throws IOException {
        store.put(key, LedgerJson.write(landed));
        base = new Commit(clock).begin(ledger, Records.HOUR);
    }

    private HourRecord recorded() throws IOException {
        return ledger.read(Records.HOUR).orElseThrow().record();
    }

    @Test
    void the_record_says_when_it_was_looked_at_and_else_what_it_said() throws IOException {
        assertThat(mark.set(ledger, base)).isTrue();

        assertThat(recorded().checkedAt()).isEqualTo(clock.instant());
        assertThat(recorded())
                .usingRecursiveComparison()
                .ignoringFields("checkedAt")
                .isEqualTo(landed);
    }

    @Test
    void a_record_that_somebody_else_wrote_since_is_his() throws IOException {
        HourRecord theirs = Records.landed(1, clock.instant(), Records.key(1, 'b'));
        store.put(key, LedgerJson.write(theirs));

        assertThat(mark.set(ledger, base)).isFalse();

        assertThat(recorded()).isEqualTo(theirs);
    }

    @Test
    void a_record_that_somebody_else_writes_in_the_same_moment_is_his() throws IOException {
        HourRecord theirs = Records.landed(1, clock.instant(), Records.key(1, 'b'));
        store.before(Call.WRITE, () -> store.put(key, LedgerJson.write(theirs)));

        assertThat(mark.set(ledger, base)).isFalse();

        assertThat(recorded()).isEqualTo(theirs);
    }

    @Test
    void a_mark_whose_answer_was_lost_is_ours() throws IOException {
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        assertThat(mark.set(ledger, base)).isTrue();

        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void a_conflict_that_changed_nothing_is_tried_again() throws IOException {
        store.fail(Call.WRITE, Fault.CONFLICT);

        assertThat(mark.set(ledger, base)).isTrue();

        assertThat(recorded().checkedAt()).isEqualTo(clock.instant());
    }

    @Test
    void a_store_that_stays_away_is_told() {
        for (int tries = 0; tries < 5; tries++) {
            store.fail(Call.WRITE, Fault.LOST_BEFORE);
        }

        assertThatThrownBy(() -> mark.set(ledger, base)).isInstanceOf(IOException.class);
    }

    @Test
    void a_landing_that_began_before_the_mark_still_replaces_the_record() throws IOException {
        HourRecord next = Records.landed(1, clock.instant(), Records.key(1, 'b'));
        mark.set(ledger, base);

        Commit.Outcome outcome = new Commit(clock).write(ledger, base, next, LedgerJson.write(next));

        assertThat(outcome).isEqualTo(Commit.Outcome.COMMITTED);
        assertThat(recorded()).isEqualTo(next);
    }
}
