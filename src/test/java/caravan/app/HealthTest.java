package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says of itself and of its projects. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HealthTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-3), App.LAST);
    private static final int LONGEST = 60;

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(HOURS.first()).set("caravan.window", "1");
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void a_service_whose_routes_run_is_live() throws Exception {
        Observer observer = Observer.of(app);

        JsonNode live = observer.health("/live");

        assertThat(live.path("status").asText()).isEqualTo("UP");
        assertThat(live.findValuesAsText("name")).containsExactly("routes", "schedule");
        assertThat(observer.check("/live", "routes").at("/data/expected").asInt())
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "export-hour", "put-object"})
    void a_route_that_has_stopped_makes_it_down(String route) throws Exception {
        Observer observer = Observer.of(app);

        app.camel().getCamelContext().getRouteController().stopRoute(route);

        assertThat(observer.health("/live").path("status").asText()).isEqualTo("DOWN");
        assertThat(observer.check("/live", "routes").at("/data/stopped"))
                .extracting(JsonNode::asText)
                .containsExactly(route);
    }

    @Test
    void a_route_that_was_taken_away_makes_it_down() throws Exception {
        Observer observer = Observer.of(app);

        app.camel().getCamelContext().getRouteController().stopRoute("schedule");
        app.camel().getCamelContext().removeRoute("schedule");

        assertThat(observer.health("/live").path("status").asText()).isEqualTo("DOWN");
    }

    @Test
    void a_tick_that_does_not_come_makes_it_down() throws Exception {
        Observer observer = Observer.of(app);
        app.clock.advance(Duration.ofDays(56));
        assertThat(observer.health("/live").path("status").asText())
                .as("before New Year")
                .isEqualTo("UP");

        app.clock.advance(Duration.ofDays(1));

        assertThat(observer.health("/live").path("status").asText()).isEqualTo("DOWN");
        assertThat(observer.check("/live", "schedule").path("status").asText()).isEqualTo("DOWN");
    }

    @Test
    void a_sync_that_came_lets_it_live_on_until_the_next_tick() throws Exception {
        Observer observer = Observer.of(app);
        app.clock.advance(Duration.ofDays(57));
        amplitude.answer(Asked.always(Trouble.forbidden()));

        observer.engine().sync(Run.ofEverything());

        assertThat(observer.health("/live").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void a_sync_that_is_longer_than_the_schedule_is_no_death_but_one_without_a_sign_is() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch through = new CountDownLatch(1);
        amplitude.answer(window -> {
            asked.countDown();
            held(through);
            return Optional.empty();
        });
        Observer observer = Observer.of(app);
        app.clock.advance(Duration.ofDays(56).plusHours(11));
        Run some = new Run(Optional.of(HOURS), Optional.empty());
        Thread sync = new Thread(() -> observer.engine().sync(some));
        sync.start();
        assertThat(asked.await(LONGEST, TimeUnit.SECONDS)).isTrue();

        app.clock.advance(Duration.ofHours(3));
        JsonNode longLasting = observer.health("/live");
        app.clock.advance(Duration.ofMinutes(16));
        JsonNode silent = observer.health("/live");
        through.countDown();
        sync.join();

        assertThat(longLasting.path("status").asText())
                .as("two hours after a tick at New Year")
                .isEqualTo("UP");
        assertThat(silent.path("status").asText()).isEqualTo("DOWN");
    }

    private static void held(CountDownLatch until) {
        try {
            assertThat(until.await(LONGEST, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void it_is_ready_once_it_has_reached_its_store_and_stays_so_while_amplitude_is_away() throws Exception {
        Observer observer = Observer.of(app);
        assertThat(observer.health("/ready").path("status").asText()).isEqualTo("DOWN");
        amplitude.answer(Asked.always(new Trouble(503, null, "away")));
        app.set("caravan.redelivery.tries", "1");

        observer.engine().sync(Run.ofEverything());

        assertThat(observer.health("/ready").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void it_is_not_ready_while_its_store_cannot_be_reached() throws Exception {
        Files.createDirectories(place);
        Files.writeString(place.resolve("lake"), "a file where a folder should be");
        Observer observer = Observer.of(app);

        observer.engine().sync(Run.ofEverything());

        assertThat(observer.health("/ready").path("status").asText()).isEqualTo("DOWN");
        assertThat(observer.health("/live").path("status").asText()).isEqualTo("UP");
        assertThat(observer.check("", "project").path("status").asText()).isEqualTo("UNKNOWN");
    }

    @Test
    void a_project_that_has_all_its_hours_is_up_and_tells_its_last_sync() throws Exception {
        Observer observer = Observer.of(app);

        observer.engine().sync(Run.ofEverything());

        JsonNode project = observer.check("", "project");
        assertThat(project.path("status").asText()).isEqualTo("UP");
        assertThat(project.path("data").toString())
                .isEqualTo("{\"project\":\"default\",\"done\":4,\"due\":0,\"person\":0,"
                        + "\"completeThrough\":\"2024-11-05T10:00:00Z\",\"lastSync\":{\"running\":false,"
                        + "\"start\":\"2024-11-05T12:20:00Z\",\"end\":\"2024-11-05T12:20:00Z\",\"exitCode\":0},"
                        + "\"lastSuccess\":\"2024-11-05T12:20:00Z\"}");
    }

    @Test
    void a_project_that_amplitude_refuses_shows_since_when_and_who_acts_but_none_of_amplitudes_words()
            throws Exception {
        amplitude.answer(Asked.always(new Trouble(403, null, "no \"entry\"\u001b[2J\n")));
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        app.clock.advance(Duration.ofMinutes(15));
        observer.engine().sync(Run.ofEverything());

        JsonNode project = observer.check("", "project");

        assertThat(project.path("status").asText()).isEqualTo("PAUSED");
        assertThat(project.at("/data/pausedSince").asText()).isEqualTo("2024-11-05T12:20:00Z");
        assertThat(project.at("/data/refusal").asText()).isEqualTo("refused");
        assertThat(project.at("/data/whoActs").asText()).isEqualTo("the operator: key, region or URL");
        assertThat(observer.get("health").body()).doesNotContain("403", "entry", "[2J");
        assertThat(project.at("/data/lastSync/exitCode").asInt()).isEqualTo(77);
        assertThat(project.at("/data/lastSuccess").isMissingNode()).isTrue();
        assertThat(observer.health("").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void a_project_that_is_let_in_again_does_not_show_that_it_was_refused() throws Exception {
        amplitude.answer(Asked.always(Trouble.forbidden()));
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        app.clock.advance(Duration.ofMinutes(15));
        amplitude.answer(Asked.never());

        observer.engine().sync(Run.ofEverything());

        JsonNode project = observer.check("", "project");
        assertThat(project.path("status").asText()).isEqualTo("UP");
        assertThat(project.at("/data/refusal").isMissingNode()).isTrue();
    }

    @Test
    void the_oldest_due_hour_ages_between_two_plannings() throws Exception {
        amplitude.answer(Asked.always(Trouble.internalError()));
        app.set("caravan.redelivery.tries", "1");
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        JsonNode before = observer.check("", "project");

        app.clock.advance(Duration.ofHours(2));

        JsonNode after = observer.check("", "project");
        assertThat(before.path("status").asText()).isEqualTo("UP");
        assertThat(before.at("/data/oldestDueAgeSeconds").asLong())
                .isEqualTo(Duration.ofMinutes(5 * 60 + 20).toSeconds());
        assertThat(after.path("status").asText()).isEqualTo("LATE");
        assertThat(after.at("/data/oldestDue").asText()).isEqualTo(HOURS.first().toString());
        assertThat(after.at("/data/due").asInt()).as("two have closed since").isEqualTo(6);
        assertThat(after.at("/data/completeThrough").asText())
                .isEqualTo(HOURS.first().start().toString());
    }

    @Test
    void hours_are_done_while_a_backfill_is_still_under_way() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        CountDownLatch through = new CountDownLatch(1);
        amplitude.answer(window -> {
            third.countDown();
            if (third.getCount() == 0) {
                held(through);
            }
            return Optional.empty();
        });
        Observer observer = Observer.of(app);
        Thread sync = new Thread(() -> observer.engine().sync(Run.ofEverything()));
        sync.start();
        assertThat(third.await(LONGEST, TimeUnit.SECONDS)).isTrue();

        JsonNode data = observer.check("", "project").path("data");
        through.countDown();
        sync.join();

        assertThat(data.path("done").asInt()).isEqualTo(2);
        assertThat(data.path("due").asInt()).isEqualTo(2);
        assertThat(data.at("/lastSync/running").asBoolean()).isTrue();
    }

    @Test
    void an_hour_for_a_person_is_told_apart_from_those_that_come_by_themselves() throws Exception {
        amplitude.answer(window -> window.contains(HOURS.first()) ? Optional.of(Trouble.tooLarge()) : Optional.empty());
        Observer observer = Observer.of(app);

        observer.engine().sync(Run.ofEverything());

        JsonNode project = observer.check("", "project");
        assertThat(project.path("status").asText()).isEqualTo("PERSON");
        assertThat(project.at("/data/done").asInt()).isEqualTo(3);
        assertThat(project.at("/data/due").asInt()).isZero();
        assertThat(project.at("/data/person").asInt()).isEqualTo(1);
        assertThat(project.at("/data/oldestDue").isMissingNode()).isTrue();
        assertThat(project.at("/data/lastSync/exitCode").asInt()).isEqualTo(65);
    }

    @Test
    void a_reopened_hour_is_due_until_it_has_landed_again() throws Exception {
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        app.ledger()
                .write(
                        Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null),
                        Optional.empty());
        amplitude.answer(Asked.always(Trouble.forbidden()));
        app.clock.advance(Duration.ofMinutes(1));

        observer.engine().sync(Run.ofEverything());

        assertThat(observer.check("", "project").at("/data/due").asInt()).isEqualTo(1);
        amplitude.answer(Asked.never());
        app.clock.advance(Duration.ofMinutes(15));
        observer.engine().sync(Run.ofEverything());
        assertThat(observer.check("", "project").at("/data/due").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/live", "health/ready", "metrics"})
    void whoever_watches_can_only_ask(String path) throws Exception {
        Observer observer = Observer.of(app);
        HttpRequest.Builder hostile = HttpRequest.newBuilder(
                        observer.uri(path + "?method=scrape&CamelBeanMethodName=x"))
                .header("CamelBeanMethodName", "hashCode")
                .header("CamelHttpResponseCode", "418")
                .header("X-Mine", "canary");

        HttpResponse<String> answer = Observer.send(hostile);

        assertThat(answer.statusCode())
                .isEqualTo(observer.get(path).statusCode())
                .isNotEqualTo(418);
        assertThat(answer.headers().map().toString() + answer.body())
                .doesNotContainIgnoringCase("x-mine", "canary", "CamelBean");
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            HttpRequest.Builder other =
                    HttpRequest.newBuilder(observer.uri(path)).method(method, HttpRequest.BodyPublishers.ofString("x"));
            assertThat(Observer.send(other).statusCode()).as(method).isEqualTo(405);
        }
        assertThat(observer.get(path + "/more").statusCode()).isEqualTo(404);
    }
}
