package caravan.bigquery;

import static caravan.bigquery.Lake.HOUR;
import static caravan.bigquery.Lake.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.bigquery.BigQueryServer.Fate;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.warehouse.CommittedHours.Content;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BigQueryLoadTest {
    private static final String TEXT = HOUR.toString();

    private Lake lake;

    @BeforeEach
    void setUp() throws IOException {
        lake = Lake.uploading();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void an_hour_comes_in_with_its_mark_and_every_event_with_its_place() throws Exception {
        HourRecord record = lake.hours.land(
                TEXT,
                0,
                Content.of(event("a"), event("b")),
                Content.of(event("c")).gzipped());

        assertThat(lake.load()).isTrue();

        String first = record.objects().get(0).key();
        assertThat(lake.server.rows("ops.all_user_events", "project", "hour", "revision", "object", "line", "uuid"))
                .containsExactly(
                        "web|2026-11-01T05:00:00.000000|0|" + first + "|1|a",
                        "web|2026-11-01T05:00:00.000000|0|" + first + "|2|b",
                        "web|2026-11-01T05:00:00.000000|0|"
                                + record.objects().get(1).key() + "|1|c");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|0|0|3|0");
        assertThat(lake.server.rows("bronze.loads", "record_version", "committed_at", "loaded_at"))
                .containsExactly(version() + "|2026-11-02T12:30:00.000000|2026-11-02T12:30:00.000000");
        assertThat(lake.server.rows("bronze.replaced", "uuid")).isEmpty();
        assertThat(lake.server.rows("bronze.rejected", "line")).isEmpty();
    }

    @Test
    void each_property_of_an_event_is_a_row_of_the_other_table() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a"), "{\"uuid\":\"none\"}"));

        lake.load();

        assertThat(lake.server.rows("bronze.event_properties", "revision", "line", "uuid", "property", "value"))
                .containsExactly("0|1|a|plan|a");
    }

    @Test
    void an_empty_hour_is_a_mark_without_events() throws Exception {
        lake.hours.empty(TEXT, 0);

        assertThat(lake.load()).isTrue();

        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|0|0|0|0");
        assertThat(lake.events()).isEmpty();
    }

    @Test
    void what_is_there_is_not_loaded_again_and_no_job_is_begun_for_it() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.load();
        int jobs = lake.server.project().jobs().size();

        assertThat(lake.load()).isFalse();

        assertThat(lake.server.project().jobs()).hasSize(jobs);
        assertThat(lake.events()).containsExactly("0|1|a");
    }

    @Test
    void a_restated_hour_replaces_its_rows_and_says_which_went() throws Exception {
        HourRecord older = lake.hours.land(TEXT, 0, Content.of(event("a"), event("b")));
        lake.load();
        lake.hours.land(TEXT, 1, Content.of(event("b"), event("c")));

        assertThat(lake.load()).isTrue();

        assertThat(lake.events()).containsExactly("1|1|b", "1|2|c");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|1|1|2|0");
        assertThat(lake.server.rows("bronze.event_properties", "uuid")).containsExactly("b", "c");
        assertThat(lake.server.rows("bronze.replaced", "load_number", "uuid", "object", "line"))
                .containsExactly(
                        "1|a|" + older.objects().get(0).key() + "|1",
                        "1|b|" + older.objects().get(0).key() + "|2");
    }

    @Test
    void a_mark_of_the_same_revision_takes_up_a_new_version_of_the_record() throws Exception {
        HourRecord record = lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.load();
        lake.hours.write(record);

        try (Loads loads = lake.process()) {
            assertThat(loads.missing(lake.hours.ledger, HourRange.of(HOUR))).containsExactly(HOUR);
            assertThat(lake.load(loads)).isFalse();
            assertThat(loads.missing(lake.hours.ledger, HourRange.of(HOUR))).isEmpty();
        }
    }

    @Test
    void lines_that_are_no_event_are_rejected_each_with_its_place_and_its_beginning() throws Exception {
        byte[] lines = (event("a") + "\n\nnot json\n[1]\n").getBytes(StandardCharsets.UTF_8);
        lake.hours.land(TEXT, 0, new Content(lines, 1, 2, "json"));

        lake.load();

        assertThat(lake.server.rows("bronze.rejected", "line", "reason", "beginning"))
                .containsExactly("3|no JSON object|not json", "4|no JSON object|[1]");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|0|0|1|2");
    }

    @Test
    void an_hour_whose_mark_was_taken_away_by_hand_is_loaded_anew_in_place_of_its_rows() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.load();
        lake.server.project().tables().delete("bronze.loads", mark -> true);

        assertThat(lake.load()).isTrue();

        assertThat(lake.events()).containsExactly("0|1|a");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|0|1|1|0");
    }

    @Test
    void an_hour_that_is_doubted_is_loaded_anew_in_place_of_its_rows_and_no_other() throws Exception {
        Hour other = Hour.parse("2026-11-01T06");
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.hours.land(other.toString(), 0, Content.of(event("b")));
        try (Loads loads = lake.process()) {
            loads.load(lake.hours.ledger, HOUR);
            loads.load(lake.hours.ledger, other);

            assertThat(loads.doubt("web", HourRange.of(HOUR))).isTrue();

            assertThat(loads.missing(lake.hours.ledger, new HourRange(HOUR, other)))
                    .containsExactly(HOUR);
            assertThat(lake.load(loads)).isTrue();
            assertThat(loads.missing(lake.hours.ledger, new HourRange(HOUR, other)))
                    .isEmpty();
        }
        assertThat(lake.events()).containsExactlyInAnyOrder("0|1|a", "0|1|b");
    }

    @Test
    void a_job_that_runs_is_looked_at_and_not_begun_again() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.server.project().takes(3);

        lake.load();

        assertThat(lake.server.project().jobs()).hasSize(2);
        assertThat(lake.server.project().scripts).hasSize(1);
        assertThat(lake.events()).containsExactly("0|1|a");
    }

    @Test
    void two_processes_at_once_do_each_job_once() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a"), event("b")));
        lake.server.project().takes(2);

        CompletableFuture<?>[] both = {
            CompletableFuture.runAsync(this::loadUnchecked), CompletableFuture.runAsync(this::loadUnchecked)
        };
        CompletableFuture.allOf(both).join();

        assertThat(lake.events()).containsExactly("0|1|a", "0|2|b");
        assertThat(lake.marks()).hasSize(1);
        assertThat(lake.server.project().scripts).hasSize(1);
    }

    private void loadUnchecked() {
        try {
            lake.load();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_older_revision_that_comes_late_finds_out_that_a_newer_one_was_faster() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("old")));
        AtomicBoolean once = new AtomicBoolean();
        lake.server.weather((number, call) -> {
            if (call.toString().equals("POST /bigquery/v2/projects/acme-lake/jobs") && !once.getAndSet(true)) {
                newerRevision();
            }
            return Fate.ANSWERED;
        });

        try (Loads slow = lake.process(3)) {
            lake.load(slow);
        }

        assertThat(lake.events()).containsExactly("1|1|new");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|1|0|1|0");
    }

    private void newerRevision() {
        CompletableFuture.runAsync(() -> {
                    try {
                        lake.hours.land(TEXT, 1, Content.of(event("new")));
                        lake.load();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    @Test
    void what_passes_by_itself_is_tried_under_the_next_number() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.server.project().fails(id -> id.endsWith("_0"), "backendError", "Retrying may solve the problem");

        try (Loads loads = lake.process(2)) {
            assertThat(lake.load(loads)).isTrue();
        }

        assertThat(lake.server.project().jobs().keySet())
                .anySatisfy(id -> assertThat(id).matches("caravan_web_20261101T05_r0_[0-9a-f]{16}_object0_1"))
                .anySatisfy(id -> assertThat(id).endsWith("_commit_1"));
        assertThat(lake.events()).containsExactly("0|1|a");
    }

    @Test
    void the_loser_of_two_transactions_at_once_goes_next() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.server
                .project()
                .fails(
                        id -> id.endsWith("commit_0"),
                        "invalidQuery",
                        "Transaction is aborted due to concurrent update against table acme-lake:bronze.load_numbers.");

        try (Loads loads = lake.process(2)) {
            assertThat(lake.load(loads)).isTrue();
        }

        assertThat(lake.marks()).hasSize(1);
    }

    @Test
    void an_hour_that_bigquery_cannot_read_says_line_and_field_and_holds_up_no_other() throws Exception {
        lake.hours.land(TEXT, 0, Content.of(event("a")));
        lake.hours.land("2026-11-01T06", 0, Content.of(event("b")));
        lake.server
                .project()
                .fails(id -> id.contains("T05") && id.contains("object"), "invalid", "Error while reading data");

        try (Loads loads = lake.process(3)) {
            assertThatThrownBy(() -> lake.load(loads))
                    .hasMessageContaining("hour 2026-11-01T05 is not loaded")
                    .hasMessageContaining("invalid: Error while reading data")
                    .hasMessageContaining("at row 7, field raw: the first of them")
                    .satisfies(thrown -> {
                        Failure.Kind kind = new FailureTable().classify(thrown).kind();
                        assertThat(kind).isEqualTo(Failure.Kind.WAREHOUSE_HOUR);
                        assertThat(kind.isOfOneHour()).isTrue();
                    });
            loads.load(lake.hours.ledger, Hour.parse("2026-11-01T06"));
        }

        assertThat(lake.events()).containsExactly("0|1|b");
    }

    @Test
    void an_object_that_is_not_what_landed_begins_no_job() throws Exception {
        HourRecord record = lake.hours.land(TEXT, 0, Content.of(event("a")));
        String key = record.objects().get(0).key();
        lake.store.delete(java.util.List.of(key));
        lake.store.create(key, (event("x") + "\n").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> lake.load())
                .hasMessageContaining("has the sha256")
                .satisfies(thrown ->
                        assertThat(new FailureTable().classify(thrown).kind()).isEqualTo(Failure.Kind.OBJECT));

        assertThat(lake.server.project().jobs()).isEmpty();
    }

    @Test
    void models_are_not_refreshed_here() throws Exception {
        try (Loads loads = lake.process()) {
            assertThat(loads.refresh()).isFalse();
        }
        assertThat(lake.server.count("/queries")).isEqualTo(lake.server.calls().size());
    }

    private String version() throws IOException {
        return lake.hours.ledger.read(HOUR).orElseThrow().version();
    }
}
