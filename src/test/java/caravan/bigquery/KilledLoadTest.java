package caravan.bigquery;

import static caravan.bigquery.Lake.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.bigquery.BigQueryServer.Fate;
import caravan.bigquery.BigQueryServer.Weather;
import caravan.hour.Hour;
import caravan.warehouse.CommittedHours.Content;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that ends between any two calls, before the one is done or after it; and answers that are lost on their way. */
class KilledLoadTest {
    private static final int NEVER = 1_000;

    private Lake lake;

    @BeforeEach
    void setUp() throws IOException {
        lake = Lake.uploading();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "UNHEARD"})
    void killed_at_any_call_and_run_again_each_hour_is_there_once(Fate last) throws Exception {
        int deaths = 0;
        boolean died = true;
        while (died) {
            int call = ++deaths;
            Hour hour = restated(call);
            died = dies(hour, (number, asked) -> number < call ? Fate.ANSWERED : number == call ? last : Fate.LOST);
            lake.server.weather(Weather.FAIR);

            load(hour, 1);

            requireOnce(hour);
        }
        assertThat(deaths).as("calls of one load").isBetween(10, NEVER);
    }

    @Test
    void what_a_killed_process_has_uploaded_is_not_sent_again() throws Exception {
        Hour hour = restated(0);
        assertThat(dies(hour, (number, call) -> isCommit(call) ? Fate.LOST : Fate.ANSWERED))
                .isTrue();
        long uploads = lake.server.count("/upload/");
        lake.server.weather(Weather.FAIR);

        load(hour, 1);

        assertThat(lake.server.count("/upload/")).isEqualTo(uploads);
        requireOnce(hour);
    }

    @Test
    void a_transaction_that_a_killed_process_has_begun_is_waited_for_and_not_begun_again() throws Exception {
        Hour hour = restated(0);
        lake.server.project().takes(4);
        AtomicBoolean begun = new AtomicBoolean();
        assertThat(dies(hour, (number, call) -> {
                    boolean lost = begun.get();
                    begun.compareAndSet(false, isCommit(call));
                    return lost ? Fate.LOST : Fate.ANSWERED;
                }))
                .isTrue();
        int scripts = lake.server.project().scripts.size();
        lake.server.weather(Weather.FAIR);

        load(hour, 1);

        assertThat(lake.server.project().scripts).hasSize(scripts + 1);
        assertThat(lake.server.project().jobs().keySet()).noneMatch(id -> id.endsWith("_commit_1"));
        requireOnce(hour);
    }

    /** Uploads begin elsewhere. */
    private static boolean isCommit(BigQueryServer.Call call) {
        return call.toString().equals("POST /bigquery/v2/projects/acme-lake/jobs");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "UNHEARD", "BUSY"})
    void any_one_answer_that_is_lost_is_asked_for_again(Fate fate) throws Exception {
        int number = 0;
        boolean reached = true;
        while (reached) {
            int lost = ++number;
            Hour hour = restated(lost);
            int before = lake.server.calls().size();
            lake.server.weather((at, asked) -> at == lost ? fate : Fate.ANSWERED);

            load(hour, 2);

            reached = lake.server.calls().size() - before >= lost;
            lake.server.weather(Weather.FAIR);
            requireOnce(hour);
        }
        assertThat(number).isBetween(10, NEVER);
    }

    /** An hour that is there, and is to be replaced. */
    private Hour restated(int number) throws IOException {
        Hour hour = Lake.HOUR.plus(number);
        lake.hours.land(hour.toString(), 0, Content.of(event("a"), event("b")));
        load(hour, 1);
        lake.hours.land(hour.toString(), 1, Content.of(event("b"), event("c")), Content.of(event("d")));
        return hour;
    }

    private void load(Hour hour, int tries) throws IOException {
        try (Loads loads = lake.process(tries)) {
            loads.load(lake.hours.ledger, hour);
        }
    }

    private boolean dies(Hour hour, Weather weather) {
        lake.server.weather(weather);
        try {
            load(hour, 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void requireOnce(Hour hour) {
        assertThat(rows(hour, Lake.EVENTS.toString(), "revision", "line", "uuid"))
                .containsExactly("1|1|b", "1|1|d", "1|2|c");
        assertThat(rows(hour, "bronze.event_properties", "uuid")).containsExactly("b", "c", "d");
        assertThat(rows(hour, "bronze.replaced", "uuid")).containsExactly("a", "b");
        assertThat(rows(hour, "bronze.loads", "revision", "events", "rejected")).containsExactly("1|3|0");
    }

    private List<String> rows(Hour hour, String table, String... columns) {
        String spelt = hour + ":00:00.000000|";
        return lake
                .server
                .rows(
                        table,
                        Stream.concat(Stream.of("hour"), Stream.of(columns)).toArray(String[]::new))
                .stream()
                .filter(row -> row.startsWith(spelt))
                .map(row -> row.substring(spelt.length()))
                .toList();
    }
}
