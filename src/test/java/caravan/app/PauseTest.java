package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.hour.HourRange;
import caravan.sync.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A project that Amplitude refuses: the service asks once in fifteen minutes at most, and sees by itself when it is over. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PauseTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-3), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(HOURS.first())
                .set("caravan.window", "1")
                .set("caravan.downloads", "2");
        amplitude.answer(Asked.always(Trouble.forbidden()));
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    /** A service whose ticks are these calls. */
    private Engine service() throws Exception {
        Path routes = RouteYaml.copied(place);
        Files.delete(routes.resolve("10-schedule.camel.yaml"));
        Engine engine = app.onRoutes(routes).bind(Engine.Life.SERVICE);
        engine.start();
        return engine;
    }

    @Test
    void ticks_within_fifteen_minutes_ask_nothing_the_hours_stay_due_and_the_run_says_why() throws Exception {
        Engine service = service();
        service.sync(Run.ofEverything());
        int asked = amplitude.requests().size();

        app.clock.advance(Duration.ofMinutes(14));
        Run paused = service.sync(Run.ofEverything());

        assertThat(amplitude.requests()).hasSize(asked);
        assertThat(paused.dueHours()).isEqualTo(4);
        assertThat(paused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(paused.failures()).singleElement().satisfies(failure -> assertThat(failure.cause())
                .contains("403"));
    }

    @Test
    void after_fifteen_minutes_one_request_tells_that_it_is_still_refused() throws Exception {
        Engine service = service();
        service.sync(Run.ofEverything());
        int asked = amplitude.requests().size();

        app.clock.advance(Duration.ofMinutes(15));
        service.sync(Run.ofEverything());
        service.sync(Run.ofEverything());

        assertThat(amplitude.requests()).hasSize(asked + 1);
    }

    @Test
    void after_fifteen_minutes_a_project_that_is_let_in_again_goes_on() throws Exception {
        Engine service = service();
        service.sync(Run.ofEverything());
        amplitude.answer(Asked.never());

        app.clock.advance(Duration.ofMinutes(15));

        assertThat(service.sync(Run.ofEverything()).exitCode()).isEqualTo(ExitCode.OK);
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
    }

    @Test
    void whoever_calls_a_command_wants_it_to_ask() throws Exception {
        app.sync();
        int asked = amplitude.requests().size();

        app.sync();

        assertThat(amplitude.requests()).hasSizeGreaterThan(asked);
    }

    @Test
    void the_service_looks_every_fifteen_minutes_whatever_its_schedule() throws Exception {
        Path routes = RouteYaml.copied(place);
        Path schedule = routes.resolve("10-schedule.camel.yaml");
        String text = Files.readString(schedule);
        assertThat(text).contains("period: 15m").contains("delay: 15m");
        Files.writeString(schedule, text.replace("15m", "100"));
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(3);
        amplitude.answer(window -> {
            refused.countDown();
            again.countDown();
            return java.util.Optional.of(Trouble.forbidden());
        });

        app.set("caravan.downloads", "1").set("caravan.schedule.cron", "0 0 0 1 1 ? 2099");
        app.onRoutes(routes).bind(Engine.Life.SERVICE).start();
        assertThat(refused.await(60, TimeUnit.SECONDS)).as("at start").isTrue();
        while (again.getCount() > 0) {
            app.clock.advance(Duration.ofMinutes(15));
            again.await(100, TimeUnit.MILLISECONDS);
        }

        assertThat(amplitude.requests()).hasSizeGreaterThanOrEqualTo(3);
    }
}
