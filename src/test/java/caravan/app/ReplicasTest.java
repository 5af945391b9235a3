package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.cli.Engine;
import caravan.cli.StoreAccess;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.hour.Shard;
import caravan.store.S3Server;
import caravan.store.StoreRefused;
import caravan.store.Unconditional;
import caravan.sync.Run;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot keep writers apart is no store for several. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReplicasTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);

    @TempDir
    Path place;

    @TempDir
    Path buckets;

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
    void a_store_that_ignores_conditions_is_refused_for_two_before_anything_is_asked_or_written() throws Exception {
        Run run = careless().set("caravan.replicas", "2").sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.STORE_REFUSED);
            assertThat(failure.cause())
                    .contains(place.resolve("lake").toString())
                    .contains("If-None-Match")
                    .contains("caravan.replicas=1");
        });
        assertThat(amplitude.requests()).isEmpty();
        assertThat(Arrivals.keys(app.store())).isEmpty();
    }

    @Test
    void the_same_store_is_refused_for_a_shard_of_two() throws Exception {
        Run run = careless().sync(new Run(Optional.empty(), Optional.empty(), new Shard(0, 2)));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.STORE_REFUSED);
            assertThat(failure.cause())
                    .contains("--shard 0/2 means 2 processes")
                    .contains("without --shard");
        });
        assertThat(amplitude.requests()).isEmpty();
        assertThat(Arrivals.keys(app.store())).isEmpty();
    }

    @Test
    void the_same_store_serves_one() throws Exception {
        assertThat(careless().sync().exitCode()).isEqualTo(ExitCode.OK);

        new Arrivals(app.store()).of(PROJECT, HourRange.of(App.LAST)).andNothingElse();
    }

    @Test
    void a_service_for_two_is_refused_at_its_start() throws Exception {
        Engine engine = careless().set("caravan.replicas", "2").bind(Engine.Life.SERVICE);

        assertThatThrownBy(engine::tryStore).isInstanceOf(StoreRefused.class);
        engine.close();
    }

    @Test
    void a_service_outlives_a_store_that_is_away_at_its_start_and_asks_it_before_it_commits() throws Exception {
        S3Server server = S3Server.over(buckets);
        int port = server.endpoint().getPort();
        app.set("caravan.store", "s3")
                .set("caravan.replicas", "2")
                .set("caravan.s3.bucket", server.bucket())
                .set("caravan.s3.endpoint", server.endpoint().toString())
                .set("caravan.s3.access-key", server.accessKey())
                .set("caravan.s3.secret-key", server.secretKey());
        server.close();
        careless();
        Engine engine = app.bind(Engine.Life.ONE_SHOT);
        assertThatCode(engine::tryStore).doesNotThrowAnyException();
        engine.start();

        try (S3Server back = S3Server.over(buckets, port)) {
            Run run = app.sync();

            assertThat(back.endpoint().getPort()).isEqualTo(port);
            assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_REFUSED);
            assertThat(amplitude.requests()).isEmpty();
            assertThat(Arrivals.keys(app.store())).isEmpty();
        }
    }

    private App careless() {
        return app.through(access -> new StoreAccess(Unconditional.creating(access.store()), access.s3Client()));
    }
}
