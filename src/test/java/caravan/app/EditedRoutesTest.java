package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.cli.Engine;
import caravan.cli.RoutesRefused;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.store.S3Server;
import caravan.sync.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routes are there to be edited: what is added runs, and what would part data and ledger does not. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EditedRoutesTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange TWO = new HourRange(App.LAST.plus(-1), App.LAST);

    @TempDir
    Path place;

    @TempDir
    Path buckets;

    private Simulator amplitude;
    private Path routes;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        routes = RouteYaml.copied(place);
        app = new App(place, amplitude).since(TWO.first()).onRoutes(routes);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void a_step_that_was_added_is_taken_once_for_each_committed_hour() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        RouteYaml.edit(
                routes.resolve("80-load-warehouse.camel.yaml"),
                "        - to: direct:load-hour",
                "        - setHeader:\n            name: note\n            simple: \"${variable.record.hour()}\"\n"
                        + "        - process:\n            ref: neighbour\n        - to: direct:load-hour");
        Engine engine = app.bind(Engine.Life.ONE_SHOT);
        Processor neighbour = exchange -> seen.add(exchange.getMessage().getHeader("note", String.class));
        engine.camel().bind("neighbour", neighbour);
        engine.start();

        app.sync();

        assertThat(seen)
                .containsExactlyInAnyOrder(TWO.first().toString(), TWO.last().toString());
        new Arrivals(app.store()).of(PROJECT, TWO).andNothingElse();
    }

    @Test
    void a_route_that_puts_into_another_bucket_is_refused_at_start_and_nobody_is_asked() throws Exception {
        RouteYaml.edit(
                routes.resolve("stores/s3.camel.yaml"), "aws2-s3:{{caravan.s3.bucket}}", "aws2-s3:somebody-elses");
        try (S3Server server = S3Server.over(buckets)) {
            app.set("caravan.store", "s3")
                    .set("caravan.s3.bucket", server.bucket())
                    .set("caravan.s3.endpoint", server.endpoint().toString())
                    .set("caravan.s3.access-key", server.accessKey())
                    .set("caravan.s3.secret-key", server.secretKey());

            assertThatExceptionOfType(RoutesRefused.class)
                    .isThrownBy(app::start)
                    .withMessageContainingAll("'somebody-elses'", "'" + server.bucket() + "'", "nothing was started");

            assertThat(Arrivals.keys(app.store())).as("nothing is written").isEmpty();
        }
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_put_object_route_that_puts_nothing_commits_nothing() throws Exception {
        RouteYaml.edit(
                routes.resolve("stores/file.camel.yaml"),
                "        - bean:\n            ref: store\n            method: \"put(${variable.key}, ${body})\"",
                "        - log:\n            message: put nothing\n            loggingLevel: DEBUG");

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.LEDGER);
        assertThat(run.failures().get(0).cause()).contains("the put-object route writes elsewhere than the ledger");
        assertThat(Arrivals.keys(app.store())).containsExactly("_caravan/projects/default.json");
        assertThat(app.spooled()).as("the archive waits").hasSize(1);
    }

    @Test
    void a_route_that_lands_one_entry_less_commits_nothing() throws Exception {
        RouteYaml.edit(
                routes.resolve("60-land-entries.camel.yaml"), "${body.entries()}", "${body.entries().subList(0, 1)}");

        Run run = app.sync();

        assertThat(run.landedHours()).isZero();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BUG);
        assertThat(Arrivals.keys(app.store())).noneMatch(key -> key.startsWith("_caravan/hours/"));
    }

    @Test
    void a_call_of_a_route_that_is_not_there_is_refused_at_start() throws Exception {
        RouteYaml.edit(
                routes.resolve("40-fetch-export.camel.yaml"), "to: direct:ask-amplitude", "to: direct:ask-amplitud");

        assertThatExceptionOfType(RoutesRefused.class)
                .isThrownBy(app::start)
                .withMessageContainingAll("nothing was started", "'fetch-export'", "direct:ask-amplitud");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_misspelt_step_is_refused_at_start_with_a_word_of_what_to_do() throws Exception {
        RouteYaml.edit(routes.resolve("50-verify-archive.camel.yaml"), "- setVariable:", "- setVariabel:");

        assertThatExceptionOfType(RoutesRefused.class)
                .isThrownBy(app::start)
                .withMessageContainingAll("nothing was started", "setVariabel", "caravan check");
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_bean_that_is_not_there_is_refused_at_start() throws Exception {
        RouteYaml.edit(routes.resolve("70-commit-hours.camel.yaml"), "ref: landings", "ref: landnigs");

        assertThatExceptionOfType(RoutesRefused.class).isThrownBy(app::start).withMessageContaining("landnigs");
    }
}
