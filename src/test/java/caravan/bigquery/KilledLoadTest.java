package caravan.bigquery;

import static caravan.bigquery.Lake.HOUR;
import static caravan.bigquery.Lake.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.bigquery.BigQueryServer.Fate;
import caravan.bigquery.BigQueryServer.Weather;
import caravan.warehouse.CommittedHours.Content;
import caravan.warehouse.Loads;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that ends between any two calls, before the one is done or after it; and answers that are lost on their way. */
class KilledLoadTest {
    private static final int NEVER = 1_000;

    @ParameterizedTest
    @EnumSource(names = {"LOST", "UNHEARD"})
    void killed_at_any_call_and_run_again_each_hour_is_there_once(Fate last) throws Exception {
        int deaths = 0;
        boolean died = true;
        while (died) {
            int call = ++deaths;
            try (Lake lake = restated()) {
                died = dies(lake, (number, asked) -> number < call ? Fate.ANSWERED : number == call ? last : Fate.LOST);
                lake.server.weather(Weather.FAIR);

                lake.load();

                requireOnce(lake);
            }
        }
        assertThat(deaths).as("calls of one load").isBetween(10, NEVER);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "UNHEARD", "BUSY"})
    void any_one_answer_that_is_lost_is_asked_for_again(Fate fate) throws Exception {
        int number = 0;
        boolean reached = true;
        while (reached) {
            int lost = ++number;
            try (Lake lake = restated();
                    Loads loads = lake.process(2)) {
                int before = lake.server.calls().size();
                lake.server.weather((at, asked) -> at == lost ? fate : Fate.ANSWERED);

                lake.load(loads);

                requireOnce(lake);
                reached = lake.server.calls().size() - before >= lost;
            }
        }
        assertThat(number).isBetween(10, NEVER);
    }

    /** With an hour that is there, and is to be replaced. */
    private static Lake restated() throws IOException {
        Lake lake = Lake.uploading();
        lake.hours.land(HOUR.toString(), 0, Content.of(event("a"), event("b")));
        lake.load();
        lake.hours.land(HOUR.toString(), 1, Content.of(event("b"), event("c")), Content.of(event("d")));
        return lake;
    }

    private static boolean dies(Lake lake, Weather weather) {
        lake.server.weather(weather);
        try {
            lake.load();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void requireOnce(Lake lake) {
        assertThat(lake.events()).containsExactly("1|1|b", "1|1|d", "1|2|c");
        assertThat(lake.server.rows("bronze.event_properties", "uuid")).containsExactly("b", "c", "d");
        assertThat(lake.server.rows("bronze.replaced", "uuid")).containsExactly("a", "b");
        assertThat(lake.marks()).containsExactly("2026-11-01T05:00:00.000000|1|1|3|0");
    }
}
