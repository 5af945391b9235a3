package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.config.Configuration;
import caravan.config.Home;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.hour.HourRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.spi.InflightRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service: a sync at start and at each tick, one at a time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ScheduleTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final int LONGEST = 60;

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(App.LAST);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void the_service_syncs_at_start_without_waiting_for_a_tick() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        amplitude.answer(window -> counted(asked));

        app.bind(Engine.Life.SERVICE).start();

        assertThat(asked.await(LONGEST, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_command_has_no_schedule() throws Exception {
        app.set("caravan.schedule.cron", EVERY_SECOND).start();

        assertThat(app.camel().getCamelContext().getRoute("schedule")).isNull();
        assertThat(app.camel().getCamelContext().getRoute("schedule-at-start")).isNull();
        assertThat(app.camel().getCamelContext().getRoute("sync-hours")).isNotNull();
    }

    @Test
    void a_cron_that_was_set_on_the_command_line_fires() throws Exception {
        CountDownLatch twice = askedTwice();

        app.set("caravan.schedule.cron", EVERY_SECOND).bind(Engine.Life.SERVICE).start();

        assertThat(twice.await(LONGEST, TimeUnit.SECONDS))
                .as("a start and a tick")
                .isTrue();
    }

    @Test
    void a_cron_that_was_changed_in_application_properties_fires() throws Exception {
        CountDownLatch twice = askedTwice();
        String text = Files.readString(Path.of("application.properties"));
        Files.writeString(
                place.resolve("application.properties"),
                text.replace("caravan.schedule.cron=0 20 * * * ?", "caravan.schedule.cron=" + EVERY_SECOND));
        Map<String, String> set = new LinkedHashMap<>(app.settings());
        set.remove("caravan.schedule.cron");
        Configuration configuration = Configuration.load(set, Map.of(), new Home(place, place), app.clock);

        app.bind(configuration, Engine.Life.SERVICE).start();

        assertThat(configuration.settings().cron()).isEqualTo(EVERY_SECOND);
        assertThat(twice.await(LONGEST, TimeUnit.SECONDS))
                .as("a start and a tick")
                .isTrue();
    }

    /** Held by its only request, while another route of the same scheduler counts the ticks that pass. */
    @Test
    void a_sync_that_is_longer_than_a_tick_is_the_only_one() throws Exception {
        Path routes = RouteYaml.copied(place);
        Files.writeString(routes.resolve("90-ticks.camel.yaml"), """
                - route:
                    id: ticks
                    from:
                      uri: quartz:caravan/ticks
                      parameters:
                        cron: "* * * * * ?"
                      steps:
                        - process:
                            ref: ticks
                """);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ticked = new CountDownLatch(3);
        amplitude.answer(window -> {
            asked.countDown();
            held(ticked);
            return Optional.empty();
        });
        AtomicInteger mostTicks = new AtomicInteger();
        AtomicInteger mostSyncs = new AtomicInteger();
        app.set("caravan.schedule.cron", EVERY_SECOND).onRoutes(routes);
        Engine engine = app.bind(Engine.Life.SERVICE);
        Processor ticks = exchange -> {
            InflightRepository inflight = exchange.getContext().getInflightRepository();
            mostTicks.accumulateAndGet(inflight.size("schedule"), Math::max);
            mostSyncs.accumulateAndGet(inflight.size("ask-amplitude"), Math::max);
            if (asked.getCount() == 0) {
                ticked.countDown();
            }
        };
        engine.camel().bind("ticks", ticks);

        engine.start();

        assertThat(ticked.await(LONGEST, TimeUnit.SECONDS)).isTrue();
        assertThat(mostTicks.get()).as("ticks under way at once").isLessThanOrEqualTo(1);
        assertThat(mostSyncs).as("requests under way at once").hasValue(1);
        app.stop();
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HourRange.of(App.LAST)).andNothingElse();
    }

    private static void held(CountDownLatch until) {
        try {
            assertThat(until.await(LONGEST, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A refusal ends a run, so that only another one asks again. */
    private CountDownLatch askedTwice() {
        CountDownLatch twice = new CountDownLatch(2);
        amplitude.answer(window -> {
            twice.countDown();
            return Optional.of(Trouble.tooManyRequests(Duration.ofDays(1)));
        });
        return twice;
    }

    private static Optional<Trouble> counted(CountDownLatch latch) {
        latch.countDown();
        return Optional.empty();
    }
}
