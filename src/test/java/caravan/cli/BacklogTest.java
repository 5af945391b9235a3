package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.store.MemoryStore;
import caravan.warehouse.CommittedHours;
import caravan.warehouse.Loads;
import caravan.warehouse.TroubledWarehouse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class BacklogTest {
    private static final Hour FIRST = Hour.parse("2026-11-01T00");
    private static final List<Hour> FOUR =
            new HourRange(FIRST, FIRST.plus(3)).hours().toList();

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-02T12:30:00Z"), ZoneOffset.UTC);
    private final CommittedHours hours = new CommittedHours(new MemoryStore(clock));
    private final LoadSummary summary = new LoadSummary("web", FOUR.size(), clock);
    private final TroubledWarehouse warehouse = new TroubledWarehouse();

    @BeforeEach
    void commit() throws IOException {
        for (Hour hour : FOUR) {
            hours.empty(hour.toString(), 0);
        }
    }

    private void load(int threads) {
        new Backlog(new Loads(warehouse), hours.ledger, summary).load(FOUR, threads);
    }

    @Test
    void one_thread_takes_the_oldest_first() {
        load(1);

        assertThat(warehouse.tried).isEqualTo(FOUR);
        assertThat(summary.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(summary.text()).contains("4 hours loaded, 0 not");
    }

    @Test
    void as_many_hours_as_threads_come_in_at_the_same_time() {
        CyclicBarrier two = new CyclicBarrier(2);
        warehouse.doing(() -> meet(two));

        load(2);

        assertThat(warehouse.tried).containsExactlyInAnyOrderElementsOf(FOUR);
        assertThat(summary.text()).contains("4 hours loaded, 0 not");
    }

    @Test
    void an_hour_that_is_too_much_for_the_memory_or_meets_a_fault_of_ours_keeps_back_itself_alone() {
        warehouse
                .failingAt(FIRST, TroubledWarehouse.outOfMemory())
                .failingAt(FIRST.plus(1), new IllegalStateException("a fault of ours"));

        load(1);

        assertThat(warehouse.tried).isEqualTo(FOUR);
        assertThat(summary.exitCode()).isEqualTo(ExitCode.BUG);
        assertThat(summary.text())
                .contains("2 hours loaded, 2 not")
                .contains("hour 2026-11-01T00: the load failed in DuckDB: Out of Memory")
                .contains("hour 2026-11-01T01: IllegalStateException: a fault of ours");
    }

    @Test
    void what_hinders_every_load_ends_them_all() {
        warehouse.failingAt(FIRST.plus(1), TroubledWarehouse.fullDisk());

        load(1);

        assertThat(warehouse.tried).containsExactly(FIRST, FIRST.plus(1));
        assertThat(summary.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(summary.text()).contains("1 hour loaded, 3 not").contains("No space left on device");
    }

    @Test
    void a_bucket_that_does_not_answer_is_told_as_such_and_helped_by_asking_again() {
        warehouse.failingAt(FIRST, SdkClientException.create("connection refused"));

        load(1);

        assertThat(warehouse.tried).containsExactly(FIRST);
        assertThat(summary.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(summary.text()).contains("0 hours loaded, 4 not").contains("connection refused");
    }

    private static void meet(CyclicBarrier two) {
        try {
            two.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
