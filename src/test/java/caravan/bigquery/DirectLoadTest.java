package caravan.bigquery;

import static caravan.bigquery.Lake.HOUR;
import static caravan.bigquery.Lake.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.ledger.HourRecord;
import caravan.warehouse.CommittedHours.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects in Google Cloud Storage, which BigQuery reads itself. */
class DirectLoadTest {
    private Lake lake;

    @BeforeEach
    void setUp() throws IOException {
        lake = Lake.direct();
        lake.server.project().holds(this::text);
    }

    private String text(String uri) {
        try {
            assertThat(uri).startsWith("gs://lake/team/");
            return new String(
                    lake.store
                            .open(uri.substring("gs://lake/team/".length()))
                            .orElseThrow()
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void the_job_names_the_object_and_nothing_is_uploaded_or_read_here() throws Exception {
        byte[] lines = (event("a") + "\n \nnot json\u0001cut\n" + event("b") + "\n").getBytes(StandardCharsets.UTF_8);
        HourRecord record = lake.hours.land(HOUR.toString(), 0, new Content(lines, 2, 1, "json"));

        assertThat(lake.load()).isTrue();

        assertThat(lake.server.count("/upload/")).isZero();
        assertThat(lake.server.rows(Lake.EVENTS.toString(), "object", "uuid"))
                .containsExactly(
                        record.objects().get(0).key() + "|a",
                        record.objects().get(0).key() + "|b");
        assertThat(lake.server.rows("bronze.rejected", "raw")).containsExactly("not json");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|0|0|2|1");
    }

    @Test
    void an_object_of_another_size_begins_no_job() throws Exception {
        HourRecord record = lake.hours.land(HOUR.toString(), 0, Content.of(event("a")));
        replace(record, event("a") + "\n" + event("b") + "\n");

        assertObject("bytes, and landed with");

        assertThat(lake.server.project().jobs()).isEmpty();
    }

    @Test
    void an_object_with_other_lines_leaves_what_was_there() throws Exception {
        lake.hours.land(HOUR.toString(), 0, Content.of(event("a")));
        lake.load();
        HourRecord record = lake.hours.land(HOUR.toString(), 1, Content.of(event("b"), event("c")));
        String both = event("b") + " " + event("c") + "\n";
        replace(record, both);

        assertObject("has other lines than those that landed");

        assertThat(lake.events())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).startsWith("0|").endsWith("|a"));
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|0|0|1|0");
    }

    @Test
    void an_object_that_is_not_there_is_one_hours_fault() throws Exception {
        HourRecord record = lake.hours.land(HOUR.toString(), 0, Content.of(event("a")));
        lake.store.delete(List.of(record.objects().get(0).key()));

        assertObject("is not there");
    }

    private void replace(HourRecord record, String text) throws IOException {
        String key = record.objects().get(0).key();
        lake.store.delete(List.of(key));
        lake.store.create(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertObject(String words) {
        assertThatThrownBy(() -> lake.load()).hasMessageContaining(words).satisfies(thrown -> assertThat(
                        new FailureTable().classify(thrown).kind())
                .isEqualTo(Failure.Kind.OBJECT));
    }
}
