package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private static final Instant AT = Instant.parse("2026-11-30T23:59:59Z");
    private static final String KEY = "_caravan/changes/demo/2026-11.txt";

    private final MemoryStore store = new MemoryStore(TestClock.at("2026-12-01T00:00:00Z"));
    private final ChangeLog log = new ChangeLog(store);

    @Test
    void lines_lie_in_the_file_of_their_month_one_after_the_other() throws IOException {
        log.append("demo", AT, "one");
        log.append("demo", AT, "two");
        log.append("demo", AT.plusSeconds(1), "three");

        assertThat(store.text(KEY)).isEqualTo("one\ntwo\n");
        assertThat(store.text("_caravan/changes/demo/2026-12.txt")).isEqualTo("three\n");
    }

    @Test
    void what_another_process_adds_meanwhile_stays() throws IOException {
        log.append("demo", AT, "one");
        store.before(Call.WRITE, () -> store.put(KEY, "one\ntheirs\n"));

        log.append("demo", AT, "two");

        assertThat(store.text(KEY)).isEqualTo("one\ntheirs\ntwo\n");
    }

    @Test
    void a_file_that_another_process_begins_meanwhile_stays() throws IOException {
        store.before(Call.WRITE, () -> store.put(KEY, "theirs\n"));

        log.append("demo", AT, "one");

        assertThat(store.text(KEY)).isEqualTo("theirs\none\n");
    }

    @Test
    void a_line_whose_answer_was_lost_is_there_once() throws IOException {
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        log.append("demo", AT, "one");

        assertThat(store.text(KEY)).isEqualTo("one\n");
    }

    @Test
    void a_write_that_was_lost_is_made_again() throws IOException {
        store.fail(Call.WRITE, Fault.LOST_BEFORE);

        log.append("demo", AT, "one");

        assertThat(store.text(KEY)).isEqualTo("one\n");
    }

    @Test
    void a_store_that_refuses_is_not_asked_again() {
        store.fail(Call.WRITE, Fault.REFUSED);

        assertThatThrownBy(() -> log.append("demo", AT, "one")).isInstanceOf(IOException.class);

        assertThat(store.calls(Call.WRITE)).hasSize(1);
    }

    @Test
    void a_file_that_nobody_reads_any_more_grows_no_further() {
        store.put(KEY, "x".repeat((4 << 20) + 1));

        assertThatThrownBy(() -> log.append("demo", AT, "one")).hasMessageContaining("'" + KEY + "' is full");
    }
}
