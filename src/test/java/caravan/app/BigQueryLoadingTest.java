package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.bigquery.BigQueryServer;
import caravan.bigquery.Setup;
import caravan.config.Settings;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Note;
import caravan.store.GcsServer;
import caravan.store.GcsStore;
import caravan.store.Store;
import caravan.sync.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the simulator to rows in BigQuery, on the routes of the repository, against a stand-in for its REST API. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BigQueryLoadingTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange THREE = new HourRange(App.LAST.plus(-2), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private BigQueryServer server;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        server = BigQueryServer.start();
        app = new App(place, amplitude)
                .since(THREE.first())
                .set("caravan.warehouse", "bigquery")
                .set("caravan.bigquery.project", "acme-lake")
                .set("caravan.bigquery.location", "EU")
                .set("caravan.bigquery.staging-dataset", "staging")
                .set("caravan.bigquery.endpoint", server.address().toString());
        Settings settings = app.configuration().settings();
        new Setup(settings.bigQuery().orElseThrow(), settings.redelivery(), app.clock).apply(statement -> {});
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        server.close();
        amplitude.close();
    }

    @Test
    void what_landed_is_loaded_once_and_a_second_sync_loads_nothing() throws Exception {
        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.loadedHours()).isEqualTo(3);
        assertThat(server.rows("bronze.loads", "hour", "revision", "events")).isEqualTo(recorded());
        assertThat(server.rows("bronze.events", "uuid"))
                .hasSize((int) run.events())
                .doesNotHaveDuplicates();
        assertThat(app.sync().loadedHours()).isZero();
    }

    @Test
    void a_process_that_dies_among_its_loads_is_followed_by_one_that_loads_each_hour_once() throws Exception {
        server.breaksAfter(11);
        Run broken = app.sync();
        app.stop();
        server.mends();

        Run next = app.sync();

        assertThat(broken.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(broken.landedHours()).isEqualTo(3);
        assertThat(broken.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.WAREHOUSE_AWAY);
        assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(next.plannedHours()).isZero();
        assertThat(server.rows("bronze.loads", "hour", "revision", "events")).isEqualTo(recorded());
        assertThat(server.rows("bronze.events", "uuid"))
                .hasSize((int) broken.events())
                .doesNotHaveDuplicates();
    }

    @Test
    void a_reopened_hour_replaces_its_rows() throws Exception {
        app.sync();
        try (Simulator other = Simulator.start(PROJECT.withSeed(2))) {
            app.ledger()
                    .write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));
            app.stop();
            app.asks(other.url().toString());

            assertThat(app.sync().loadedHours()).isEqualTo(1);
        }

        assertThat(server.rows("bronze.loads", "hour", "revision", "events")).isEqualTo(recorded());
        String last = spelt(App.LAST);
        assertThat(server.rows("bronze.events", "hour", "revision"))
                .filteredOn(row -> row.startsWith(last))
                .isNotEmpty()
                .containsOnly(last + "|1");
        assertThat(server.rows("bronze.replaced", "hour", "load_number"))
                .isNotEmpty()
                .containsOnly(last + "|3");
    }

    @Test
    void from_google_cloud_storage_it_reads_the_objects_itself_also_after_a_death_among_the_loads() throws Exception {
        try (GcsServer bucket = new GcsServer();
                GcsStore all = bucket.store("")) {
            app.set("caravan.store", "gcs")
                    .set("caravan.gcs.bucket", bucket.bucket())
                    .set("caravan.gcs.endpoint", bucket.endpoint().toString());
            server.reads(uri -> text(all, uri.replaceFirst("^gs://" + bucket.bucket() + "/", "")));
            server.breaksAfter(11);
            Run broken = app.sync();
            app.stop();
            server.mends();

            Run next = app.sync();

            assertThat(broken.landedHours()).isEqualTo(3);
            assertThat(broken.loadedHours() + next.loadedHours()).isEqualTo(3);
            assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(server.rows("bronze.loads", "hour", "revision", "events"))
                    .isEqualTo(recorded());
            assertThat(server.rows("bronze.events", "uuid"))
                    .hasSize((int) broken.events())
                    .doesNotHaveDuplicates();
            assertThat(server.count("/upload/")).isZero();
        }
    }

    private static String text(Store store, String key) {
        try {
            return new String(store.open(key).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> recorded() throws Exception {
        List<String> all = new ArrayList<>();
        for (Hour hour : THREE.hours().toList()) {
            HourRecord record = app.ledger().read(hour).orElseThrow().record();
            all.add(spelt(hour) + "|" + record.revision() + "|" + record.events());
        }
        return all;
    }

    private static String spelt(Hour hour) {
        return hour + ":00:00.000000";
    }
}
