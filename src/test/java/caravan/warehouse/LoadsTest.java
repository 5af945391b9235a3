package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.store.MemoryStore;
import caravan.store.Store;
import caravan.warehouse.CommittedHours.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadsTest {
    private static final String TEXT = "2026-11-01T05";
    private static final Hour HOUR = Hour.parse(TEXT);
    private static final Clock CLOCK = Clock.fixed(CommittedHours.NOW, ZoneOffset.UTC);
    private static final HourRange DAY = new HourRange(Hour.parse("2026-11-01T00"), Hour.parse("2026-11-01T23"));
    private static final String MARK =
            "select hour, revision, load_number, events, rejected from bronze.loads order by load_number";
    private static final String EVENTS = "select revision, line, uuid from bronze.events order by object, line";

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore(CLOCK);
    private final CommittedHours hours = new CommittedHours(store);
    private Asked warehouse;
    private Loads loads;

    @BeforeEach
    void open() {
        warehouse = Asked.in(folder);
        loads = loads(store);
    }

    @AfterEach
    void close() throws IOException {
        loads.close();
    }

    @Test
    void an_hour_comes_in_with_its_mark_and_every_event_with_its_place() throws Exception {
        HourRecord record = hours.land(
                TEXT,
                0,
                Content.of(event("a"), event("b")),
                Content.of(event("c")).gzipped());

        assertThat(load()).isTrue();

        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|3|0");
        assertThat(rows("select project, hour, revision, object, line, uuid from bronze.events order by uuid"))
                .containsExactly(
                        "web|2026-11-01 05:00:00.0|0|" + record.objects().get(0).key() + "|1|a",
                        "web|2026-11-01 05:00:00.0|0|" + record.objects().get(0).key() + "|2|b",
                        "web|2026-11-01 05:00:00.0|0|" + record.objects().get(1).key() + "|1|c");
        assertThat(rows("select record_version, committed_at, loaded_at from bronze.loads"))
                .containsExactly(version() + "|2026-11-02 12:30:00.0|2026-11-02 12:30:00.0");
        assertThat(rows("select * from bronze.replaced")).isEmpty();
        assertThat(rows("select * from bronze.rejected")).isEmpty();
    }

    @Test
    void an_empty_hour_is_a_mark_without_events() throws Exception {
        hours.empty(TEXT, 0);

        assertThat(load()).isTrue();

        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|0|0");
        assertThat(rows(EVENTS)).isEmpty();
    }

    @Test
    void loading_twice_changes_nothing() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();

        assertThat(load()).isFalse();

        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|1|0");
        assertThat(rows(EVENTS)).containsExactly("0|1|a");
    }

    @Test
    void a_newer_revision_replaces_the_older_one_and_says_which_events_went() throws Exception {
        hours.land("2026-11-01T04", 0, Content.of(event("other")));
        HourRecord older = hours.land(TEXT, 0, Content.of("{\"uuid\":\"a\",\"user_id\":\"u\"}", event("b")));
        loads.load(hours.ledger, Hour.parse("2026-11-01T04"));
        load();
        hours.land(TEXT, 1, Content.of(event("b"), event("c")));

        assertThat(load()).isTrue();

        assertThat(rows(EVENTS)).containsExactly("0|1|other", "1|1|b", "1|2|c");
        assertThat(rows(MARK)).containsExactly("2026-11-01 04:00:00.0|0|0|1|0", "2026-11-01 05:00:00.0|1|2|2|0");
        assertThat(rows("select load_number, uuid, object, line, user_id from bronze.replaced order by line"))
                .containsExactly(
                        "2|a|" + older.objects().get(0).key() + "|1|u",
                        "2|b|" + older.objects().get(0).key() + "|2|null");
    }

    @Test
    void an_hour_that_turns_out_empty_takes_its_events_away() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();
        hours.empty(TEXT, 1);

        load();

        assertThat(rows(EVENTS)).isEmpty();
        assertThat(rows("select uuid from bronze.replaced")).containsExactly("a");
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|1|1|0|0");
    }

    @Test
    void the_mark_of_a_newer_revision_stops_an_older_one() throws Exception {
        hours.land(TEXT, 3, Content.of(event("new")));
        load();
        hours.land(TEXT, 2, Content.of(event("old")));

        assertThat(load()).isFalse();

        assertThat(rows(EVENTS)).containsExactly("3|1|new");
        assertThat(rows("select record_version from bronze.loads")).containsExactly(version());
    }

    @Test
    void the_same_revision_of_a_store_that_was_filled_anew_replaces_what_the_former_store_left() throws Exception {
        hours.land(TEXT, 1, Content.of(event("former")));
        load();
        MemoryStore anew = new MemoryStore(CLOCK);
        CommittedHours others = new CommittedHours(anew, CommittedHours.NOW.plusSeconds(1));
        others.land(TEXT, 1, Content.of(event("same revision")));
        others.land("2026-11-01T06", 0, Content.of(event("other hour")));
        loads.close();
        loads = loads(anew);

        assertThat(loads.load(others.ledger, HOUR).orElseThrow().isNew()).isTrue();
        assertThat(rows(EVENTS)).containsExactly("1|1|same revision");

        others.land(TEXT, 0, Content.of(event("older revision")));
        assertThat(loads.load(others.ledger, HOUR).orElseThrow().isNew()).isFalse();
        others = new CommittedHours(anew, CommittedHours.NOW.plusSeconds(2));
        others.land(TEXT, 0, Content.of(event("older revision")));
        assertThat(loads.load(others.ledger, HOUR).orElseThrow().isNew()).isTrue();
        assertThat(rows(EVENTS)).containsExactly("0|1|older revision");
    }

    @Test
    void hours_come_in_side_by_side_each_with_a_number_of_its_own() throws Exception {
        List<Hour> all = new HourRange(HOUR, HOUR.plus(7)).hours().toList();
        for (Hour hour : all) {
            hours.land(hour.toString(), 0, Content.of(event("a" + hour), event("b" + hour)));
            hours.land(hour.toString(), 1, Content.of(event("c" + hour)));
        }
        // Two threads look at it together, so that both are in their transaction before one of them commits.
        CyclicBarrier both = new CyclicBarrier(2);
        Clock clock = new WatchedClock(() -> meet(both));
        loads = new Loads(new DuckDbWarehouse(warehouse.settings(), store, 16 << 20, clock, Refresh.NONE));
        CompletableFuture<?>[] two = IntStream.range(0, 2)
                .mapToObj(n -> CompletableFuture.runAsync(
                        () -> loadEach(all.subList(4 * n, 4 * n + 4)), task -> new Thread(task).start()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(two).get(60, TimeUnit.SECONDS);

        assertThat(rows("select count(*), count(distinct load_number), sum(events) from bronze.loads"))
                .containsExactly("8|8|8");
        assertThat(rows("select count(*), count(distinct uuid) from bronze.events"))
                .containsExactly("8|8");
    }

    @Test
    void what_is_committed_and_not_loaded_is_found_by_subtraction() throws Exception {
        hours.land("2026-11-01T03", 0, Content.of(event("a")));
        hours.empty("2026-11-01T04", 0);
        hours.land(TEXT, 0, Content.of(event("b")));
        hours.land("2026-11-02T00", 0, Content.of(event("c")));
        load();

        assertThat(loads.missing(hours.ledger, DAY))
                .containsExactly(Hour.parse("2026-11-01T03"), Hour.parse("2026-11-01T04"));

        hours.land(TEXT, 1, Content.of(event("b2")));
        assertThat(loads.missing(hours.ledger, DAY))
                .containsExactly(Hour.parse("2026-11-01T03"), Hour.parse("2026-11-01T04"), HOUR);
    }

    @Test
    void a_record_that_was_written_again_and_says_the_same_is_looked_at_once() throws Exception {
        HourRecord record = hours.land(TEXT, 0, Content.of(event("a")));
        load();
        hours.write(record.withFloor(3));
        assertThat(loads.missing(hours.ledger, DAY)).containsExactly(HOUR);

        assertThat(load()).isFalse();

        assertThat(loads.missing(hours.ledger, DAY)).isEmpty();
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|1|0");
    }

    @Test
    void an_object_that_is_not_as_it_landed_leaves_the_warehouse_as_it_was_and_is_named() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();
        HourRecord record = hours.land(TEXT, 1, Content.of(event("b")), Content.of(event("c")));
        String damaged = record.objects().get(1).key();
        store.put(damaged, event("x") + "\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(ObjectMismatch.class)
                .hasMessageContaining("hour " + TEXT)
                .hasMessageContaining(damaged)
                .hasMessageContaining("sha256");

        assertThat(rows(EVENTS)).containsExactly("0|1|a");
        assertThat(rows("select * from bronze.replaced")).isEmpty();
        assertThat(loads.missing(hours.ledger, DAY)).containsExactly(HOUR);
    }

    @Test
    void an_object_that_is_gone_is_named() throws Exception {
        HourRecord record = hours.land(TEXT, 0, Content.of(event("a")));
        store.remove(record.objects().get(0).key());

        assertThatThrownBy(this::load).isInstanceOf(ObjectMismatch.class).hasMessageContaining("is not there");
    }

    @Test
    void an_object_that_the_sweep_took_after_a_newer_revision_came_is_no_mismatch() throws Exception {
        HourRecord older = hours.land(TEXT, 0, Content.of(event("old")));
        store.before(MemoryStore.Call.OPEN, () -> {
            store.remove(older.objects().get(0).key());
            hours.land(TEXT, 1, Content.of(event("new")));
        });

        assertThat(load()).isTrue();

        assertThat(rows(EVENTS)).containsExactly("1|1|new");
    }

    @Test
    void a_gzip_that_is_cut_is_named_and_a_store_that_breaks_off_is_the_store() throws Exception {
        Content whole = Content.of(event("a"), event("b")).gzipped();
        HourRecord record = hours.land(TEXT, 0, whole);
        String key = record.objects().get(0).key();
        store.put(key, Arrays.copyOf(whole.bytes(), whole.bytes().length - 9));
        assertThatThrownBy(this::load).isInstanceOf(ObjectMismatch.class).hasMessageContaining(key);

        store.put(key, whole.bytes());
        loads.close();
        loads = loads(new BreakingStore(store, 20));
        assertThatThrownBy(this::load)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ObjectMismatch.class)
                .hasMessage("connection reset");
        assertThat(rows(MARK)).isEmpty();

        loads.close();
        loads = loads(store);
        assertThat(load()).isTrue();
        assertThat(rows(EVENTS)).containsExactly("0|1|a", "0|2|b");
    }

    @Test
    void a_failure_in_the_transaction_takes_all_of_it_back_and_hinders_no_later_load() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();
        loads.close();
        try (DuckDb other = DuckDb.open(warehouse.settings());
                Statement statement = other.connection().createStatement()) {
            statement.execute("alter table bronze.loads alter column revision type utinyint");
        }
        hours.land(TEXT, 300, Content.of(event("b")));
        hours.land("2026-11-01T06", 1, Content.of(event("c")));

        assertThatThrownBy(this::load)
                .isInstanceOf(WarehouseFault.class)
                .hasMessageContaining("the load of hour " + TEXT + " failed in DuckDB");
        loads.load(hours.ledger, HOUR.plus(1));

        assertThat(rows(EVENTS)).containsExactly("0|1|a", "1|1|c");
        assertThat(rows("select * from bronze.replaced")).isEmpty();
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|1|0", "2026-11-01 06:00:00.0|1|1|1|0");
    }

    @Test
    void lines_that_are_no_event_are_kept_with_their_place_and_blank_ones_only_counted() throws Exception {
        byte[] lines = ("\n" + event("a") + "\r\n  \nno json\n[1]\n{\"uuid\":\"\\ud800\"}\n" + event("b"))
                .getBytes(StandardCharsets.UTF_8);
        HourRecord record = hours.land(TEXT, 0, new Content(lines, 3, 2, "json"));

        load();

        assertThat(rows("select object, line, reason, beginning from bronze.rejected order by line"))
                .containsExactly(
                        record.objects().get(0).key() + "|4|no JSON object|no json",
                        record.objects().get(0).key() + "|5|no JSON object|[1]",
                        record.objects().get(0).key()
                                + "|6|JSON that DuckDB does not take, such as half of a surrogate pair|{\"uuid\":\"\\ud800\"}");
        assertThat(rows("select line, uuid, replace(raw, chr(13), 'CR') from bronze.events order by line"))
                .containsExactly("2|a|" + event("a") + "CR", "7|b|" + event("b"));
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|2|3");
    }

    @Test
    void a_line_that_is_no_utf_8_is_rejected_with_its_beginning_in_ascii() throws Exception {
        byte[] lines = "{\"uuid\":\"?\"}\n".getBytes(StandardCharsets.UTF_8);
        lines[9] = (byte) 0xff;
        hours.land(TEXT, 0, new Content(lines, 0, 1, "json"));

        load();

        assertThat(rows("select beginning from bronze.rejected")).containsExactly("{\"uuid\":\"\\ufffd\"}");
    }

    @Test
    void the_models_are_refreshed_where_they_do_not_hold_every_load() throws Exception {
        List<String> refreshed = new ArrayList<>();
        Refresh models = open -> {
            refreshed.add("once");
            try (Statement statement = open.connection().createStatement()) {
                statement.execute("insert into bronze.refreshes select max(load_number), now() from bronze.loads");
            } catch (SQLException e) {
                throw WarehouseFault.by("the test", e);
            }
        };
        loads = new Loads(new DuckDbWarehouse(warehouse.settings(), store, 16 << 20, CLOCK, models));
        assertThat(loads.refresh()).isFalse();
        hours.land(TEXT, 0, Content.of(event("a")));
        load();

        assertThat(loads.refresh()).isTrue();
        assertThat(loads.refresh()).isFalse();

        assertThat(refreshed).hasSize(1);
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void loadEach(List<Hour> some) {
        try {
            for (Hour hour : some) {
                loads.load(hours.ledger, hour);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Loads loads(Store from) {
        return new Loads(new DuckDbWarehouse(warehouse.settings(), from, 16 << 20, CLOCK, Refresh.NONE));
    }

    private boolean load() throws IOException {
        return loads.load(hours.ledger, HOUR).orElseThrow().isNew();
    }

    private String version() throws IOException {
        return hours.ledger.read(HOUR).orElseThrow().version();
    }

    /** Other processes see a warehouse only after it was closed. */
    private List<String> rows(String sql) throws IOException, SQLException {
        loads.close();
        return warehouse.rows(sql);
    }

    private static String event(String uuid) {
        return "{\"uuid\":\"" + uuid + "\"}";
    }
}
