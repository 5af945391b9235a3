package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.sync.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that belongs to one source and one layout is never filled from another. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OtherSourceTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;
    private Map<String, String> before;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(App.LAST);
        app.sync();
        app.stop();
        before = Arrivals.everything(app.store());
        app.clock.advance(Duration.ofHours(1));
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void another_host_is_refused_before_it_is_asked() throws Exception {
        app.asks(amplitude.url().toString().replace("127.0.0.1", "localhost"));

        assertRefused(app.sync(), "localhost", "127.0.0.1");

        assertThat(amplitude.requests()).hasSize(1);
    }

    @Test
    void another_amplitude_project_is_refused_before_anything_lands() throws Exception {
        SimulatedProject another = new SimulatedProject(
                999,
                PROJECT.apiKey(),
                PROJECT.secretKey(),
                1,
                SimulatedProject.ALWAYS,
                Optional.empty(),
                6,
                2,
                SimulatedProject.FOUR_GB);
        try (Simulator other = Simulator.start(another)) {
            app.asks(other.url().toString());

            assertRefused(app.sync(), "999", "100200300");
        }
    }

    @Test
    void another_layout_of_keys_is_refused_before_anybody_is_asked() throws Exception {
        app.set("caravan.landing.key", "{project}/{date}/{hour}/{part}-{revision}-{hash}.{extension}");

        assertRefused(app.sync(), "caravan.landing.key", "another prefix");

        assertThat(amplitude.requests()).hasSize(1);
    }

    @Test
    void a_first_run_with_a_wrong_address_fixes_nothing() throws Exception {
        try (App first = new App(place.resolve("fresh"), amplitude).since(App.LAST)) {
            first.clock.advance(Duration.ofHours(1));
            amplitude.answer(window -> Optional.of(Trouble.forbidden()));
            first.asks(amplitude.url().toString().replace("127.0.0.1", "localhost"));
            assertThat(first.sync().exitCode()).isEqualTo(ExitCode.REFUSED);
            first.stop();
            amplitude.answer(window -> Optional.empty());

            Run run = first.asks(amplitude.url().toString()).sync();

            assertThat(run.exitCode()).as("%s", run.failures()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void a_start_that_was_fixed_by_a_run_of_which_nothing_came_does_not_move_forward() throws Exception {
        try (App first = new App(place.resolve("fresh"), amplitude)) {
            amplitude.answer(window -> Optional.of(Trouble.forbidden()));
            assertThat(first.sync().exitCode()).isEqualTo(ExitCode.REFUSED);
            Hour start = first.ledger().projectObject().orElseThrow().start();
            first.clock.advance(Duration.ofDays(3));

            first.sync();

            assertThat(first.ledger().projectObject().orElseThrow().start()).isEqualTo(start);
        }
    }

    private void assertRefused(Run run, String... words) throws Exception {
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.LEDGER);
        assertThat(run.failures().get(0).cause()).contains(words);
        assertThat(Arrivals.everything(app.store())).as("nothing is written").isEqualTo(before);
    }
}
