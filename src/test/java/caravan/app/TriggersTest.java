package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.app.Caller.Answered;
import caravan.cli.Engine;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.hour.HourRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that callers ask for. The service syncs once at its start, which a test can hold. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TriggersTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final String EIGHT = "{\"from\": \"2024-11-05T08\", \"to\": \"2024-11-05T08\"}";

    @TempDir
    Path place;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private Simulator amplitude;
    private App app;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = Caller.letInTo(new App(place, amplitude).since(App.LAST));
    }

    @AfterEach
    void stop() throws Exception {
        held.countDown();
        app.close();
        amplitude.close();
    }

    private void serve() throws Exception {
        Engine engine = app.bind(Engine.Life.SERVICE);
        engine.start();
        caller = Caller.of(engine);
    }

    /** The sync at the start is under way, until the test lets go. */
    private void serveBusy() throws Exception {
        amplitude.answer(window -> {
            asked.countDown();
            awaited(held);
            return Optional.empty();
        });
        serve();
        awaited(asked);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_caller_is_answered_at_once_and_the_run_lands_the_hours_he_asked_for() throws Exception {
        serve();

        Answered queued = caller.post(EIGHT);
        Answered ended = caller.ended(queued.id());

        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.id()).matches("[0-9a-f]{8}");
        assertThat(queued.header("Location")).isEqualTo("/api/runs/" + queued.id());
        assertThat(queued.json().path("asked").toString())
                .isEqualTo("{\"from\":\"2024-11-05T08\",\"to\":\"2024-11-05T08\"}");
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.header("Content-Type")).isEqualTo("application/json");
        assertThat(ended.json().path("state").asText()).isEqualTo("succeeded");
        assertThat(ended.json().path("exitCode").asInt()).isZero();
        assertThat(ended.json().path("hours").path("landed").asInt()).isEqualTo(1);
        assertThat(ended.json().path("hours").path("due").asInt()).isZero();
        assertThat(ended.json().path("events").asInt()).isPositive();
        assertThat(ended.json().path("requests").asInt()).isEqualTo(1);
        assertThat(ended.json().path("startedAt").asText()).isEqualTo(App.NOW.toString());
        assertThat(ended.json().path("failures")).isEmpty();
        app.stop();
        new Arrivals(app.store())
                .of(PROJECT, new HourRange(App.LAST.plus(-1), App.LAST))
                .andNothingElse();
    }

    @Test
    void a_call_without_a_body_asks_for_every_due_hour() throws Exception {
        serveBusy();

        Answered queued = caller.post("");
        held.countDown();

        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.json().path("asked")).isEmpty();
        assertThat(caller.ended(queued.id()).json().path("state").asText()).isEqualTo("succeeded");
    }

    @Test
    void a_run_waits_while_another_is_under_way_and_both_are_told_of() throws Exception {
        serveBusy();

        Answered queued = caller.post(EIGHT);
        Answered told = caller.get("/api/runs/" + queued.id());

        assertThat(told.json().path("state").asText()).isEqualTo("queued");
        assertThat(told.json().has("startedAt")).isFalse();
        assertThat(told.json().has("exitCode")).isFalse();
        held.countDown();
        assertThat(caller.ended(queued.id()).json().path("state").asText()).isEqualTo("succeeded");
        assertThat(amplitude.requests()).hasSize(2);
    }

    @Test
    void what_means_the_same_as_a_run_that_waits_is_not_queued_twice() throws Exception {
        serveBusy();

        Answered first = caller.post("{\"from\": \"2024-11-04\", \"to\": \"2024-11-04\"}");
        Answered same = caller.post("{\"yesterday\": true}");
        Answered other = caller.post("{\"yesterday\": true, \"project\": \"default\"}");

        assertThat(same.status()).isEqualTo(202);
        assertThat(same.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(caller.get("/api/runs").json().path("runs")).hasSize(2);
    }

    @Test
    void what_means_the_same_as_a_run_that_is_over_is_another_run() throws Exception {
        serve();
        Answered first = caller.post(EIGHT);
        caller.ended(first.id());

        assertThat(caller.post(EIGHT).id()).isNotEqualTo(first.id());
    }

    @Test
    void sixteen_runs_wait_and_whoever_comes_then_is_told_to_come_again() throws Exception {
        serveBusy();
        List<String> ids = new ArrayList<>();
        for (int hours = 1; hours <= 16; hours++) {
            ids.add(caller.post("{\"last\": \"" + hours + "h\"}").id());
        }

        Answered refused = caller.post("{\"last\": \"17h\"}");

        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(refused.error()).contains("16 runs are waiting");
        assertThat(caller.post("{\"last\": \"3h\"}").id())
                .as("one that waits already")
                .isEqualTo(ids.get(2));
        held.countDown();
        for (String id : ids) {
            assertThat(caller.ended(id).json().path("state").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void a_run_that_amplitude_refused_has_failed_and_says_who_acts() throws Exception {
        amplitude.answer(window -> window.contains(App.LAST) ? Optional.empty() : Optional.of(Trouble.forbidden()));
        serve();

        Answered ended = caller.ended(caller.post(EIGHT).id());

        assertThat(ended.json().path("state").asText()).isEqualTo("failed");
        assertThat(ended.json().path("exitCode").asInt()).isEqualTo(77);
        assertThat(ended.json().path("hours").path("due").asInt()).isEqualTo(1);
        assertThat(ended.json().path("failures")).singleElement().satisfies(failure -> {
            assertThat(failure.path("kind").asText()).isEqualTo("refused");
            assertThat(failure.path("cause").asText()).contains("403");
            assertThat(failure.path("whoActs").asText()).startsWith("the operator");
        });
    }

    @Test
    void the_last_run_is_listed_first() throws Exception {
        serveBusy();
        String first = caller.post("{\"last\": \"1h\"}").id();
        String second = caller.post("{\"last\": \"2h\"}").id();

        Answered all = caller.get("/api/runs");

        assertThat(all.json().path("runs").findValuesAsText("id")).containsExactly(second, first);
    }

    @Test
    void a_run_that_nobody_asked_for_is_not_found() throws Exception {
        serve();

        Answered answered = caller.get("/api/runs/00000000");

        assertThat(answered.status()).isEqualTo(404);
        assertThat(answered.error()).contains("there is no run '00000000'");
    }

    @Test
    void what_cannot_be_meant_is_refused_and_no_run_comes_of_it() throws Exception {
        serve();

        Answered answered = caller.post("{\"form\": \"2024-11-05\"}");

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.error()).contains("'form' is not a field; the nearest one is from");
        assertThat(caller.get("/api/runs").json().path("runs")).isEmpty();
    }

    @Test
    void a_run_that_waits_does_not_keep_a_service_that_stops() throws Exception {
        serveBusy();
        caller.post(EIGHT);
        caller.post("{\"last\": \"24h\"}");

        Thread stopping = new Thread(() -> {
            try {
                app.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        held.countDown();
        stopping.join(TimeUnit.SECONDS.toMillis(40));

        assertThat(stopping.isAlive()).isFalse();
        assertThat(amplitude.requests())
                .as("those that waited asked for nothing")
                .hasSize(1);
    }
}
