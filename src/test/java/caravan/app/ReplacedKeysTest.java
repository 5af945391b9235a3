package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure.Kind;
import caravan.hour.HourRange;
import caravan.store.S3Server;
import caravan.sync.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys in files that are replaced while the process runs, as Kubernetes does with a mounted secret. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReplacedKeysTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-3), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        write("api", PROJECT.apiKey());
        write("secret", "an-old-one");
        app = new App(place)
                .since(HOURS.first())
                .set("caravan.amplitude.url", amplitude.url().toString())
                .set("caravan.amplitude.api-key-file", place.resolve("api").toString())
                .set(
                        "caravan.amplitude.secret-key-file",
                        place.resolve("secret").toString())
                .set("caravan.window", "1");
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(place.resolve(name), content);
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
    void keys_that_were_replaced_are_sent_with_the_next_try_and_nothing_pauses() throws Exception {
        app.set("caravan.downloads", "2");
        Engine service = service();
        write("secret", PROJECT.secretKey());

        Run run = service.sync(Run.ofEverything());

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
    }

    @Test
    void keys_that_are_as_they_were_stay_refused_after_one_request() throws Exception {
        Engine service = service();

        Run run = service.sync(Run.ofEverything());

        assertThat(run.failures()).extracting(failure -> failure.kind()).containsExactly(Kind.REFUSED);
        assertThat(amplitude.requests()).hasSize(1);
    }

    @Test
    void a_probe_of_a_project_that_pauses_reads_the_files_again() throws Exception {
        Engine service = service();
        service.sync(Run.ofEverything());
        write("secret", PROJECT.secretKey());
        app.clock.advance(Duration.ofMinutes(15));

        Run run = service.sync(Run.ofEverything());

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
    }

    @Test
    void new_keys_that_are_no_better_are_refused() throws Exception {
        Engine service = service();
        write("secret", "another-wrong-one");

        Run run = service.sync(Run.ofEverything());

        assertThat(run.failures()).extracting(failure -> failure.kind()).containsExactly(Kind.REFUSED);
        assertThat(amplitude.requests()).hasSize(2);
    }

    @Test
    void keys_of_a_bucket_that_were_replaced_are_used_with_the_next_request() throws Exception {
        write("secret", PROJECT.secretKey());
        write("bucket-secret", "an-old-one");
        try (S3Server server = S3Server.over(Files.createDirectory(place.resolve("buckets")))) {
            write("bucket-access", server.accessKey());
            app.set("caravan.store", "s3")
                    .set("caravan.s3.bucket", server.bucket())
                    .set("caravan.s3.endpoint", server.endpoint().toString())
                    .set(
                            "caravan.s3.access-key-file",
                            place.resolve("bucket-access").toString())
                    .set(
                            "caravan.s3.secret-key-file",
                            place.resolve("bucket-secret").toString());
            Engine service = service();
            assertThat(service.sync(Run.ofEverything()).failures())
                    .extracting(failure -> failure.kind())
                    .containsExactly(Kind.STORE_REFUSED);

            write("bucket-secret", server.secretKey());

            assertThat(service.sync(Run.ofEverything()).exitCode()).isEqualTo(ExitCode.OK);
        }
    }
}
