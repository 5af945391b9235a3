package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.store.MemoryStore;
import caravan.warehouse.CommittedHours;
import caravan.warehouse.Loads;
import caravan.warehouse.TroubledWarehouse;
import caravan.warehouse.WarehouseFault;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one hour's load does to the others of its run. */
class LoadsOfARunTest {
    private static final Hour FIRST = Hour.parse("2026-11-01T00");

    private final TestClock clock = TestClock.at("2026-11-01T06:30:00Z");
    private final CommittedHours hours = new CommittedHours(new MemoryStore(clock));
    private final TroubledWarehouse warehouse = new TroubledWarehouse();
    private final Loading loading = new Loading(new Loads(warehouse), clock);
    private final Run run = Run.ofEverything();
    private ProjectRun project;

    @BeforeEach
    void open() throws IOException {
        for (int hour = 0; hour < 3; hour++) {
            hours.empty(FIRST.plus(hour).toString(), 0);
        }
        Ledger ledger = hours.ledger;
        project = new ProjectRun(
                run, ProjectRunTest.DEMO, ledger, new DueHours(clock, Duration.ofMinutes(30)), new Windows(2), FIRST);
    }

    @Test
    void an_hour_that_is_too_much_for_the_memory_holds_up_neither_the_next_nor_the_models() throws IOException {
        warehouse.failingAt(FIRST, TroubledWarehouse.outOfMemory());

        assertThatThrownBy(() -> loading.load(project, FIRST)).isInstanceOf(WarehouseFault.class);
        loading.load(project, FIRST.plus(1));

        assertThat(run.loadedHours()).isEqualTo(1);
        assertThat(project.unloaded()).isEqualTo(1);
        assertThat(run.putsLoadsOff()).isFalse();
    }

    @Test
    void what_hinders_every_load_is_told_once_and_puts_the_others_off() throws IOException {
        Hour second = FIRST.plus(1);
        warehouse.failingAt(FIRST, TroubledWarehouse.fullDisk()).failingAt(second, TroubledWarehouse.fullDisk());
        // The second is under way when the first fails.
        warehouse.doing(() -> {
            if (warehouse.tried.size() == 1) {
                assertThatThrownBy(() -> loading.load(project, second)).isInstanceOf(WarehouseFault.class);
            }
        });

        assertThatCode(() -> loading.load(project, FIRST)).doesNotThrowAnyException();
        loading.load(project, FIRST.plus(2));

        assertThat(warehouse.tried).containsExactly(FIRST, second);
        assertThat(project.unloaded()).isEqualTo(3);
        assertThat(run.putsLoadsOff()).isTrue();
    }
}
