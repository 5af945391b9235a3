package caravan.bigquery;

import static caravan.bigquery.Lake.HOUR;
import static caravan.bigquery.Lake.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.bigquery.BigQueryServer.Fate;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.warehouse.CommittedHours.Content;
import caravan.warehouse.Loads;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who acts on what BigQuery says, and how often it is asked. */
class RefusedLoadTest {
    private Lake lake;

    @BeforeEach
    void setUp() throws IOException {
        lake = Lake.uploading();
        lake.hours.land(HOUR.toString(), 0, Content.of(event("a")));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void a_bigquery_that_is_away_is_asked_as_often_as_is_set_and_later_helps() throws Exception {
        for (Fate fate : new Fate[] {Fate.LOST, Fate.BUSY}) {
            int before = lake.server.calls().size();
            lake.server.weather((number, call) -> fate);

            assertThatThrownBy(() -> lake.load(lake.process(3)))
                    .satisfies(thrown -> assertKind(thrown, Failure.Kind.WAREHOUSE_AWAY, ExitCode.LATER));

            assertThat(lake.server.calls()).hasSize(before + 3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHOUT_SENSE", "NO_JSON"})
    void answers_that_make_no_sense_are_told_and_later_may_help(Fate fate) throws Exception {
        for (int call = 1; call < 9; call++) {
            int nonsense = call;
            lake.server.weather((number, asked) -> number == nonsense ? fate : Fate.ANSWERED);
            try {
                lake.load();
            } catch (IOException e) {
                assertKind(e, Failure.Kind.WAREHOUSE_AWAY, ExitCode.LATER);
            }
        }
        lake.server.weather(BigQueryServer.Weather.FAIR);
        lake.load();
        assertThat(lake.events()).containsExactly("0|1|a");
    }

    @Test
    void a_right_that_is_missing_is_for_the_operator_and_is_not_asked_for_twice() {
        int before = lake.server.calls().size();
        lake.server.weather((number, call) -> Fate.FORBIDDEN);

        assertThatThrownBy(() -> lake.load(lake.process(3)))
                .hasMessageContaining("BigQuery answered 403")
                .hasMessageContaining("Access Denied: by the test")
                .satisfies(thrown -> assertKind(thrown, Failure.Kind.WAREHOUSE_REFUSED, ExitCode.REFUSED));

        assertThat(lake.server.calls()).hasSize(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bronze.rejected", "bronze.loads"})
    void a_table_that_is_missing_is_for_the_operator_with_the_command_that_makes_it(String table) {
        lake.server.drops(table);

        assertThatThrownBy(() -> lake.load())
                .hasMessageContaining("Not found: Table " + table)
                .hasMessageContaining("./caravan bigquery setup")
                .satisfies(thrown -> assertKind(thrown, Failure.Kind.WAREHOUSE_REFUSED, ExitCode.REFUSED));
        assertThat(lake.events()).isEmpty();
    }

    @Test
    void a_staging_table_that_went_by_itself_is_made_again() throws Exception {
        lake.server.weather(
                (number, call) -> call.toString().endsWith("projects/acme-lake/jobs") ? Fate.LOST : Fate.ANSWERED);
        assertThatThrownBy(() -> lake.load()).isInstanceOf(IOException.class);
        lake.server.project().jobs().keySet().forEach(id -> lake.server
                .project()
                .tables()
                .drop("staging." + id));
        lake.server.weather(BigQueryServer.Weather.FAIR);

        lake.load();

        assertThat(lake.events()).containsExactly("0|1|a");
    }

    @Test
    void a_shot_in_the_dark_at_the_numbers_of_attempts_finds_the_next_one() throws Exception {
        lake.server.project().fails(id -> id.contains("object"), "backendError", "busy");
        for (int tick = 0; tick < 11; tick++) {
            assertThatThrownBy(() -> lake.load()).hasMessageContaining("busy");
        }
        assertThat(lake.server.project().jobs()).hasSize(11);
        int before = lake.server.calls().size();

        assertThatThrownBy(() -> lake.load()).hasMessageContaining("_object0_11 failed");

        assertThat(lake.server.calls().size() - before)
                .as("calls for the twelfth")
                .isLessThan(16);
        lake.server.project().fails(id -> false, "", "");
        try (Loads loads = lake.process()) {
            assertThat(lake.load(loads)).isTrue();
        }
    }

    private static void assertKind(Throwable thrown, Failure.Kind kind, ExitCode code) {
        Failure failure = new FailureTable().classify(thrown);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.kind().exitCode()).isEqualTo(code);
        assertThat(failure.cause()).isEqualTo(thrown.getMessage());
    }
}
