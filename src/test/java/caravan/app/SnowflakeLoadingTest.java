package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.snowflake.SnowflakeServer;
import caravan.store.S3Server;
import caravan.sync.Run;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The whole way: simulator, S3, Snowflake; on the routes of the repository. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SnowflakeLoadingTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange TWO = new HourRange(App.LAST.plus(-1), App.LAST);

    @TempDir
    Path place;

    @TempDir
    Path buckets;

    private S3Server bucket;
    private S3Client client;
    private SnowflakeServer snowflake;
    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        bucket = S3Server.over(buckets);
        client = bucket.client();
        amplitude = Simulator.start(PROJECT);
    }

    private void begin(String load) throws Exception {
        snowflake = SnowflakeServer.over(this::open, "lake/", load.equals("snowpipe"));
        Path key = Files.writeString(place.resolve("rsa_key.p8"), SnowflakeServer.pem());
        app = new App(place, amplitude)
                .since(TWO.first())
                .set("caravan.store", "s3")
                .set("caravan.store.prefix", "lake")
                .set("caravan.s3.bucket", bucket.bucket())
                .set("caravan.s3.endpoint", bucket.endpoint().toString())
                .set("caravan.s3.access-key", bucket.accessKey())
                .set("caravan.s3.secret-key", bucket.secretKey())
                .set("caravan.warehouse", "snowflake")
                .set("caravan.snowflake.account", "myorg-acme")
                .set("caravan.snowflake.url", snowflake.url().toString())
                .set("caravan.snowflake.user", "loader")
                .set("caravan.snowflake.private-key-file", key.toString())
                .set("caravan.snowflake.load", load);
    }

    private Optional<InputStream> open(String key) {
        try {
            return Optional.of(
                    client.getObject(get -> get.bucket(bucket.bucket()).key("lake/" + key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
        snowflake.close();
        client.close();
        bucket.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "snowpipe"})
    void what_landed_in_the_bucket_is_in_snowflake_each_hour_once_and_a_restated_one_replaced(String load)
            throws Exception {
        begin(load);
        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.loadedHours()).isEqualTo(2);
        assertThat(rows("select count(*), count(distinct uuid) from events"))
                .containsExactly(run.events() + "|" + run.events());

        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));
        app.stop();
        try (Simulator other = Simulator.start(PROJECT.withSeed(2))) {
            app.asks(other.url().toString());
            assertThat(app.sync().loadedHours()).isEqualTo(1);
        }

        assertThat(rows("select revision, count(distinct hour) from events group by revision order by revision"))
                .containsExactly("0|1", "1|1");
        assertThat(rows("select count(*) from events")).isEqualTo(rows("select sum(events) from loads"));
        assertThat(rows("select count(*) > 0 from replaced")).containsExactly("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "snowpipe"})
    void a_load_that_died_in_the_middle_is_made_good_by_the_next_sync(String load) throws Exception {
        begin(load);
        snowflake.dieBefore(9);

        Run broken = app.sync();

        assertThat(broken.landedHours()).isEqualTo(2);
        assertThat(broken.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(broken.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.WAREHOUSE_AWAY);
        app.stop();

        Run next = app.sync();

        assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(rows("select count(*), count(distinct hour) from loads")).containsExactly("2|2");
        assertThat(rows("select count(*), count(distinct uuid) from events"))
                .containsExactly(broken.events() + "|" + broken.events());
    }

    private List<String> rows(String sql) throws Exception {
        return snowflake.rows(sql);
    }
}
