package caravan.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.SnowflakeSettings.Load;
import caravan.failure.Failure.Kind;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.store.MemoryStore;
import caravan.warehouse.CommittedHours;
import caravan.warehouse.CommittedHours.Content;
import caravan.warehouse.Loaded;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files told to the pipe after the commit, until each is in; a view shows what the hour's record names. */
class SnowpipeLoadTest {
    private static final String TEXT = "2026-11-01T05";
    private static final Hour HOUR = Hour.parse(TEXT);
    private static final String EVENTS = "select revision, line, uuid from events order by object, line";

    private final WaitingClock clock = new WaitingClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final CommittedHours hours = new CommittedHours(store);
    private SnowflakeServer server;
    private Loads loads;

    @BeforeEach
    void open() throws Exception {
        server = new SnowflakeServer(store::open, "lake/", Account.tokens());
        server.database.setUp(Load.SNOWPIPE);
        loads = loads(true);
    }

    @AfterEach
    void close() throws Exception {
        loads.close();
        server.close();
    }

    @Test
    void the_pipe_is_told_of_the_records_files_and_the_mark_comes_once_all_are_in() throws Exception {
        server.pipe.takes(2);
        HourRecord record = hours.land(
                TEXT,
                0,
                Content.of(event("a"), event("b")),
                Content.of(event("c")).gzipped());

        assertThat(load().isNew()).isTrue();

        assertThat(server.pipe.told.keySet())
                .containsExactlyInAnyOrder(
                        record.objects().get(0).key(), record.objects().get(1).key());
        assertThat(rows(EVENTS)).containsExactly("0|1|a", "0|2|b", "0|1|c");
        assertThat(rows("select revision, events, rejected from loads")).containsExactly("0|3|0");
        assertThat(clock.waited).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void what_the_pipe_brings_is_seen_with_the_mark_and_not_before() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        server.fault.refuse("insert into loads", 630, "57014", "as the test has it");

        assertThatThrownBy(this::load).hasMessageContaining("as the test has it");

        assertThat(rows("select count(*) from piped")).containsExactly("1");
        assertThat(rows(EVENTS)).isEmpty();
        server.fault.end();
        assertThat(load().isNew()).isTrue();
        assertThat(rows(EVENTS)).containsExactly("0|1|a");
        assertThat(server.pipe.told.values()).containsExactly(1);
    }

    @Test
    void no_hour_is_doubted_for_the_pipe_takes_no_file_twice() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        load();

        assertThat(loads.doubt("web", HourRange.of(HOUR))).isFalse();

        assertThat(loads.missing(hours.ledger, HourRange.of(HOUR))).isEmpty();
    }

    @Test
    void a_restated_hour_shows_its_new_revision_and_says_which_events_went() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a"), event("b")));
        load();
        hours.land(TEXT, 1, Content.of(event("b"), event("c")));

        assertThat(load().isNew()).isTrue();

        assertThat(rows(EVENTS)).containsExactly("1|1|b", "1|2|c");
        assertThat(rows("select count(*) from piped")).containsExactly("4");
        assertThat(rows("select load_number, uuid from replaced order by uuid")).containsExactly("1|a", "1|b");
        assertThat(load().isNew()).isFalse();
    }

    @Test
    void a_file_that_no_record_names_is_never_seen() throws Exception {
        HourRecord record = hours.land(TEXT, 0, Content.of(event("a")));
        load();
        String stray = record.objects().get(0).key().replace("1_0", "1_9");
        server.database.run(
                "insert into piped (file, line, text) values ('lake/" + stray + "', 1, '{\"uuid\":\"stray\"}')");

        assertThat(rows(EVENTS)).containsExactly("0|1|a");
    }

    @Test
    void after_an_outage_the_copy_history_says_what_came_in_meanwhile() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        server.pipe.takes(1);
        loads.close();
        loads = loads(false);
        assertThat(load().isPending()).isTrue();
        server.pipe.forgetReports();
        loads.close();
        loads = loads(true);

        assertThat(load().isNew()).isTrue();

        assertThat(server.pipe.calls).contains("loadHistoryScan");
        assertThat(rows("select count(*) from piped")).containsExactly("1");
        assertThat(rows(EVENTS)).containsExactly("0|1|a");
    }

    @Test
    void the_first_load_of_a_sync_tells_the_pipe_and_the_second_waits() throws Exception {
        loads.close();
        loads = loads(false);
        server.pipe.takes(3);
        hours.land(TEXT, 0, Content.of(event("a")));

        assertThat(load().isPending()).isTrue();
        assertThat(clock.waited).isZero();
        assertThat(rows("select * from loads")).isEmpty();

        assertThat(load().isNew()).isTrue();
        assertThat(rows(EVENTS)).containsExactly("0|1|a");
    }

    @Test
    void a_file_that_is_not_in_in_time_leaves_its_hour_for_later() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        server.pipe.takes(10_000);

        assertThatThrownBy(this::load)
                .hasMessageContaining("after PT10M 1 of 1 are not in")
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_AWAY));

        assertThat(rows("select * from loads")).isEmpty();
    }

    @Test
    void a_file_that_the_pipe_could_not_load_is_one_hours_case() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        server.pipe.failsOn("1_0-r0");

        assertThatThrownBy(this::load)
                .hasMessageContaining("LOAD_FAILED")
                .hasMessageContaining("as the test has it")
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_HOUR));
    }

    @Test
    void a_pipe_that_is_not_there_or_refuses_is_the_operators_and_one_that_is_busy_nobodys() throws Exception {
        hours.land(TEXT, 0, Content.of(event("a")));
        server.pipe.answers(403);
        assertThatThrownBy(this::load)
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_REFUSED));
        server.pipe.answers(429);
        assertThatThrownBy(this::load)
                .satisfies(thrown -> assertThat(kind(thrown)).isEqualTo(Kind.WAREHOUSE_AWAY));
        server.pipe.answers(0);

        assertThat(load().isNew()).isTrue();
    }

    @Test
    void lines_that_are_no_object_are_shown_as_rejected_and_blank_ones_are_nothing() throws Exception {
        byte[] lines = (event("a") + "\n \t\r\nno json\n\n").getBytes(StandardCharsets.UTF_8);
        HourRecord record = hours.land(TEXT, 0, new Content(lines, 1, 1, "json"));

        load();

        assertThat(rows("select object, line, reason, beginning from rejected"))
                .containsExactly(record.objects().get(0).key() + "|3|no JSON object|no json");
        assertThat(rows("select events, rejected from loads")).containsExactly("1|1");
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
        server.fault.dieAfter(statements);
        assertThat(dies(statements + 2)).isTrue();
    }

    private boolean dies(int revision) throws Exception {
        hours.land(TEXT, revision, Content.of(event("r" + revision), event("both")));
        boolean failed = false;
        try {
            load();
        } catch (IOException e) {
            failed = true;
        }
        server.fault.end();
        assertThat(rows(EVENTS).toString()).isIn(whole(revision - 1), whole(revision));
        load();
        assertThat(rows(EVENTS).toString()).isEqualTo(whole(revision));
        assertThat(server.pipe.told.keySet()).hasSize(revision + 1);
        return failed;
    }

    private static String whole(int revision) {
        return "[" + revision + "|1|r" + revision + ", " + revision + "|2|both]";
    }

    private static Kind kind(Throwable thrown) {
        return new FailureTable().classify(thrown).kind();
    }

    private Loads loads(boolean waits) {
        return new Loads(new SnowflakeWarehouse(
                Account.settings(server.url(), Load.SNOWPIPE), "lake/", waits, clock, clock::pass));
    }

    private Loaded load() throws IOException {
        return loads.load(hours.ledger, HOUR).orElseThrow();
    }

    private List<String> rows(String sql) throws Exception {
        return new ArrayList<>(server.database.rows(sql));
    }

    private static String event(String uuid) {
        return "{\"uuid\":\"" + uuid + "\"}";
    }

    /** Goes on while somebody waits. Begins now, for the tokens. */
    private static final class WaitingClock extends Clock {
        private final Instant began = Instant.now();
        private Duration waited = Duration.ZERO;

        void pass(Duration time) {
            waited = waited.plus(time);
        }

        @Override
        public Instant instant() {
            return began.plus(waited);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
