package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.store.FileStore;
import caravan.warehouse.CommittedHours.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: a kill in the middle, two at once, a small heap. */
class LoadingProcessTest {
    private static final String HOUR = "2026-11-01T05";
    /** Rows, different events and the revision or load of them; of each table of a load. */
    private static final String TABLES =
            "select (select concat_ws(' ', count(*), count(distinct uuid), max(revision)) from bronze.events),"
                    + " (select concat_ws(' ', count(*), count(distinct uuid), max(load_number)) from bronze.replaced),"
                    + " (select concat_ws(' ', revision, events, load_number) from bronze.loads)";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_process_that_is_killed_while_it_loads_leaves_the_one_revision_or_the_other_whole(int look) throws Exception {
        CommittedHours hours = hours();
        hours.land(HOUR, 0, events("old", 2_000, 200));
        load();
        String before = tables();
        hours.land(HOUR, 1, events("new", 3_000, 200));
        kill(LoadingProcess.start(folder, HOUR, look));
        String killed = tables();

        load();

        String after = tables();
        assertThat(killed).isEqualTo(look < 3 ? before : after);
        assertThat(after).isEqualTo("3000 3000 1|2000 2000 1|1 3000 1");
    }

    /** Once it stalls. */
    private static void kill(Process process) throws Exception {
        assertThat(said(process).readLine()).isEqualTo("stalled");
        process.destroyForcibly().waitFor();
    }

    private static BufferedReader said(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void a_second_process_is_told_who_holds_the_warehouse_and_that_later_helps() throws Exception {
        hours().land(HOUR, 0, events("a", 1, 10));
        Process holder = LoadingProcess.start(folder, HOUR, 2);
        try {
            assertThat(said(holder).readLine()).isEqualTo("stalled");

            for (var attempt : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                    this::load, () -> Asked.in(folder).rows("select 1"))) {
                assertThatThrownBy(attempt)
                        .isInstanceOf(WarehouseHeld.class)
                        .hasMessageContaining(folder.resolve("warehouse.duckdb").toString())
                        .hasMessageContaining("process " + holder.pid())
                        .hasMessageContaining("wait until that one is through, or stop it")
                        .satisfies(thrown -> assertThat(
                                        new FailureTable().classify(thrown).kind())
                                .isEqualTo(Failure.Kind.WAREHOUSE_HELD));
            }
        } finally {
            holder.destroyForcibly().waitFor();
        }
        load();
        assertThat(Asked.in(folder).rows("select uuid from bronze.events")).containsExactly("a-0");
    }

    @Test
    void an_hour_of_120_megabytes_is_loaded_in_a_heap_of_64_and_256_of_duckdb() throws Exception {
        CommittedHours hours = hours();
        Content five = events("a", 1_250, 4_000);
        Content[] objects = new Content[24];
        Arrays.fill(objects, five);
        objects[23] = five.gzipped();
        hours.land(HOUR, 0, objects);

        Process process = LoadingProcess.start(folder, HOUR, 0, "-Xmx64m", "-XX:+UseSerialGC");
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("loaded");
        assertThat(Asked.in(folder).rows("select events from bronze.loads")).containsExactly("30000");
        assertThat(folder.resolve("warehouse.duckdb.tmp"))
                .satisfiesAnyOf(gone -> assertThat(gone).doesNotExist(), empty -> assertThat(empty)
                        .isEmptyDirectory());
    }

    private CommittedHours hours() {
        return new CommittedHours(new FileStore(folder.resolve("lake"), ""));
    }

    private void load() throws IOException {
        try (Loads loads = new Loads(new DuckDbWarehouse(
                Asked.in(folder).settings(),
                new FileStore(folder.resolve("lake"), ""),
                16 << 20,
                Clock.systemUTC(),
                Refresh.NONE))) {
            loads.load(hours().ledger, Hour.parse(HOUR));
        }
    }

    private String tables() throws Exception {
        return Asked.in(folder).rows(TABLES).get(0);
    }

    /** @param padding of characters that no two events share, and no compression makes small */
    private static Content events(String name, int count, int padding) {
        StringBuilder text = new StringBuilder();
        long seed = name.hashCode();
        for (int i = 0; i < count; i++) {
            text.append("{\"uuid\":\"").append(name).append('-').append(i).append("\",\"padding\":\"");
            for (int digits = 0; digits < padding; digits += 16) {
                seed = seed * 6364136223846793005L + 1442695040888963407L;
                text.append(String.format("%016x", seed));
            }
            text.append("\"}\n");
        }
        return new Content(text.toString().getBytes(StandardCharsets.UTF_8), count, 0, "json");
    }
}
