package caravan.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.SnowflakeSettings;
import caravan.config.SnowflakeSettings.Load;
import caravan.failure.Failure.Kind;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.store.MemoryStore;
import caravan.warehouse.CommittedHours;
import caravan.warehouse.CommittedHours.Content;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COPY in one transaction, by Snowflake's own JDBC driver against a server that runs its SQL on DuckDB. */
class CopyLoadTest {
    private static final String TEXT = "2026-11-01T05";
    private static final Hour HOUR = Hour.parse(TEXT);
    private static final Clock CLOCK = Clock.fixed(CommittedHours.NOW, ZoneOffset.UTC);
    private static final String EVENTS = "select revision, line, uuid from events order by object, line";
    private static final String MARK =
            "select hour, revision, load_number, events, rejected from loads order by load_number";

    private final MemoryStore store = new MemoryStore(CLOCK);
    private final CommittedHours hours = new CommittedHours(store);
    private SnowflakeServer server;
    private Loads loads;

    @BeforeEach
    void open() throws Exception {
        server = new SnowflakeServer(store::open, "lake/", Account.tokens());
        server.database.setUp(Load.COPY);
        loads = loads();
    }

    @AfterEach
    void close() throws Exception {
        loads.close();
        server.close();
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
        assertThat(rows("select project, hour, revision, object, line, uuid from events order by uuid"))
                .containsExactly(
                        "web|2026-11-01 05:00:00.0|0|" + record.objects().get(0).key() + "|1|a",
                        "web|2026-11-01 05:00:00.0|0|" + record.objects().get(0).key() + "|2|b",
                        "web|2026-11-01 05:00:00.0|0|" + record.objects().get(1).key() + "|1|c");
        assertThat(rows("select record_version, committed_at, loaded_at from loads"))
                .containsExactly(version() + "|2026-11-02 12:30:00.0|2026-11-02 12:30:00.0");
        assertThat(rows("select * from replaced")).isEmpty();
        assertThat(rows("select * from rejected")).isEmpty();
    }

    @Test
    void columns_are_cut_as_the_embedded_warehouse_cuts_them() throws Exception {
        hours.land(
                TEXT,
                0,
                Content.of("{\"uuid\":\"u\",\"$insert_id\":\"i\",\"amplitude_id\":100200300,\"country\":null,"
                        + "\"groups\":{\"company\":\"A\"},\"event_properties\":{\"a\":[1]}}"));
        load();

        assertThat(
                        rows(
                                "select uuid, insert_id, amplitude_id, country, event_groups, event_properties, user_id from events"))
                .containsExactly("u|i|100200300|null|{\"company\":\"A\"}|{\"a\":[1]}|null");
        assertThat(rows("select raw ->> '$.uuid' from events")).containsExactly("u");
    }

    @Test
    void loading_twice_changes_nothing_and_copies_nothing() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();
        server.statements.clear();

        assertThat(load()).isFalse();

        assertThat(rows(EVENTS)).containsExactly("0|1|a");
        assertThat(server.statements).noneMatch(sql -> sql.startsWith("copy") || sql.startsWith("insert"));
    }

    @Test
    void a_restated_hour_replaces_its_rows_and_says_which_events_went() throws Exception {
        HourRecord older = hours.land(TEXT, 0, Content.of("{\"uuid\":\"a\",\"user_id\":\"u\"}", event("b")));
        load();
        hours.land("2026-11-01T04", 0, Content.of(event("other")));
        loads.load(hours.ledger, Hour.parse("2026-11-01T04"));
        hours.land(TEXT, 1, Content.of(event("b"), event("c")));

        assertThat(load()).isTrue();

        assertThat(rows(EVENTS)).containsExactly("0|1|other", "1|1|b", "1|2|c");
        assertThat(rows("select load_number, uuid, object, line, user_id from replaced order by line"))
                .containsExactly(
                        "2|a|" + older.objects().get(0).key() + "|1|u",
                        "2|b|" + older.objects().get(0).key() + "|2|null");
    }

    @Test
    void an_hour_that_is_doubted_is_missing_and_loaded_again_in_place_of_itself_and_no_other_is() throws Exception {
        Hour next = Hour.parse("2026-11-01T06");
        hours.land(TEXT, 0, Content.of(event("a")));
        hours.land(next.toString(), 0, Content.of(event("b")));
        load();
        loads.load(hours.ledger, next);

        assertThat(loads.doubt("web", HourRange.of(HOUR))).isTrue();

        assertThat(loads.missing(hours.ledger, new HourRange(HOUR, next))).containsExactly(HOUR);
        assertThat(load()).isTrue();

        assertThat(rows(EVENTS)).containsExactlyInAnyOrder("0|1|a", "0|1|b");
        assertThat(rows("select load_number, uuid from replaced")).containsExactly("2|a");
    }

    @Test
    void a_record_that_was_written_again_and_says_the_same_is_looked_at_once() throws Exception {
        HourRecord record = hours.land(TEXT, 0, Content.of(event("a")));
        load();
        hours.write(record.withFloor(3));
        assertThat(loads.missing(hours.ledger, HourRange.of(HOUR))).containsExactly(HOUR);

        assertThat(load()).isFalse();

        assertThat(loads.missing(hours.ledger, HourRange.of(HOUR))).isEmpty();
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|1|0");
    }

    @Test
    void an_hour_that_turns_out_empty_takes_its_events_away() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();
        hours.empty(TEXT, 1);

        load();

        assertThat(rows(EVENTS)).isEmpty();
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|1|1|0|0");
    }

    @Test
    void lines_that_are_no_object_are_rejected_with_their_place_and_blank_ones_are_nothing() throws Exception {
        byte[] lines = (event("a") + "\r\n \t\nno json\n[1]\n\n" + event("b")).getBytes(StandardCharsets.UTF_8);
        HourRecord record = hours.land(TEXT, 0, new Content(lines, 2, 2, "json"));

        load();

        assertThat(rows("select object, line, beginning from rejected order by line"))
                .containsExactly(
                        record.objects().get(0).key() + "|3|no json",
                        record.objects().get(0).key() + "|4|[1]");
        assertThat(rows(EVENTS)).containsExactly("0|1|a", "0|6|b");
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|2|2");
    }

    @Test
    void an_object_with_other_lines_than_its_record_says_leaves_all_as_it_was() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();
        Content cut = Content.of(event("b"), event("c"));
        hours.land(TEXT, 1, new Content(cut.bytes(), 3, 0, "json"));

        assertThatThrownBy(this::load)
                .hasMessageContaining("has 2 lines as Snowflake reads it, and landed with 3")
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.OBJECT));

        assertThat(rows(EVENTS)).containsExactly("0|1|a");
        assertThat(rows(MARK)).containsExactly("2026-11-01 05:00:00.0|0|0|1|0");
    }

    @Test
    void an_hour_of_other_lines_than_its_record_says_never_gets_its_mark() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a"), event("b")));
        SnowflakeSettings settings = Account.settings(server.url(), Load.COPY);
        try (SnowflakeSessions sessions = new SnowflakeSessions(settings);
                Connection session = sessions.open(settings.role())) {
            Statements statements = new Statements(session);
            HourReplacement hour = new HourReplacement(statements, List.of("events", "rejected", "loads"), CLOCK);
            statements.run("begin");

            assertThatThrownBy(() -> hour.replace(
                            hours.ledger.read(HOUR).orElseThrow(),
                            CommittedHours.NOW,
                            () -> new HourReplacement.Lines(1, 0)))
                    .hasMessage("hour 2026-11-01T05 has 2 lines, and 1 came in");
        }

        assertThat(rows(MARK)).isEmpty();
    }

    @Test
    void only_files_of_the_record_are_named_a_thousand_in_a_statement() throws Exception {
        Content[] contents = new Content[1001];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = Content.of(event("e" + i));
        }
        hours.land(TEXT, 0, contents);
        store.create(CommittedHours.key(HOUR, 0, 5000, contents[0]), contents[0].bytes());

        load();

        assertThat(rows("select count(*), count(distinct uuid) from events")).containsExactly("1001|1001");
        assertThat(server.statements.stream().filter(sql -> sql.startsWith("copy")))
                .hasSize(2);
    }

    @Test
    void a_session_that_dies_at_any_statement_leaves_one_revision_whole_and_the_next_load_each_event_once()
            throws Exception {
        hours.land(TEXT, 0, Content.of(event("r0"), event("both")));
        load();
        int statements = 0;
        for (boolean struck = true; struck; statements += struck ? 1 : 0) {
            server.fault.dieBefore(statements + 1);
            struck = dies(statements + 1);
        }
        assertThat(statements).isGreaterThan(10);

        // Only of the last one, the commit, it matters whether the session died before it or after.
        server.fault.dieAfter(statements);
        assertThat(dies(statements + 2)).isTrue();
        assertThat(rows("select count(*) from replaced group by load_number"))
                .hasSize(statements + 2)
                .containsOnly("2");
    }

    /** Loads the revision, which may fail in the middle, and then again. */
    private boolean dies(int revision) throws Exception {
        hours.land(TEXT, revision, Content.of(event("r" + revision), event("both")));
        boolean failed = failed();
        server.fault.end();
        assertThat(rows(EVENTS).toString()).isIn(whole(revision - 1), whole(revision));
        load();
        assertThat(rows(EVENTS).toString()).isEqualTo(whole(revision));
        assertThat(rows("select count(*), max(revision) from loads")).containsExactly("1|" + revision);
        return failed;
    }

    private boolean failed() {
        try {
            load();
            return false;
        } catch (IOException e) {
            assertThat(kind(e)).isEqualTo(Kind.WAREHOUSE_AWAY);
            return true;
        }
    }

    private static String whole(int revision) {
        return "[" + revision + "|1|r" + revision + ", " + revision + "|2|both]";
    }

    @Test
    void two_processes_at_one_hour_bring_it_in_once() throws Exception {
        List<Hour> all = new HourRange(HOUR, HOUR.plus(5)).hours().toList();
        for (Hour hour : all) {
            hours.land(hour.toString(), 0, Content.of(event("a" + hour), event("b" + hour)));
        }
        try (Loads other = loads()) {
            CompletableFuture<?>[] two = IntStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.runAsync(
                            () -> loadEach(n % 2 == 0 ? loads : other, all), task -> new Thread(task).start()))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(two).get(60, TimeUnit.SECONDS);
        }

        assertThat(rows("select count(*), count(distinct load_number) from loads"))
                .containsExactly("6|6");
        assertThat(rows("select count(*), count(distinct uuid) from events")).containsExactly("12|12");
        assertThat(rows("select * from replaced")).isEmpty();
    }

    private void loadEach(Loads with, List<Hour> all) {
        for (Hour hour : all) {
            try {
                with.load(hours.ledger, hour);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void what_is_committed_and_not_loaded_is_found_by_subtraction() throws Exception {
        hours.land("2026-11-01T03", 0, Content.of(event("a")));
        hours.land(TEXT, 0, Content.of(event("b")));
        load();

        assertThat(loads.missing(hours.ledger, new HourRange(Hour.parse("2026-11-01T00"), HOUR)))
                .containsExactly(Hour.parse("2026-11-01T03"));
    }

    @Test
    void what_snowflake_refuses_is_sorted_by_who_must_act() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        server.fault.refuse("copy into", 3001, "42501", "Insufficient privileges to operate on stage 'LAKE'");
        assertThatThrownBy(this::load)
                .hasMessageContaining("Insufficient privileges")
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_REFUSED));
        server.fault.refuse("copy into", 100069, "22P02", "Error parsing a line");
        assertThatThrownBy(this::load)
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_HOUR));
        server.fault.refuse("copy into", 91016, "22000", "Remote file 's3://lake/x' was not found");
        assertThatThrownBy(this::load)
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.OBJECT));
        server.fault.refuse("copy into", 630, "57014", "Statement reached its statement or warehouse timeout");
        assertThatThrownBy(this::load)
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_AWAY));
        server.fault.refuse("copy into", 1003, "42000", "SQL compilation error");
        assertThatThrownBy(this::load)
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE));
        server.fault.end();

        assertThat(load()).isTrue();
        assertThat(rows(EVENTS)).containsExactly("0|1|a");
    }

    private static Kind kind(Throwable thrown) {
        return new FailureTable().classify(thrown).kind();
    }

    private Loads loads() {
        return new Loads(new SnowflakeWarehouse(Account.settings(server.url(), Load.COPY), "lake/", false, CLOCK));
    }

    private boolean load() throws IOException {
        return loads.load(hours.ledger, HOUR).orElseThrow().isNew();
    }

    private String version() throws IOException {
        return hours.ledger.read(HOUR).orElseThrow().version();
    }

    private List<String> rows(String sql) throws Exception {
        return server.database.rows(sql);
    }

    private static String event(String uuid) {
        return "{\"uuid\":\"" + uuid + "\"}";
    }
}
