package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.store.GcsServer;
import caravan.store.GcsStore;
import caravan.store.KnownSums;
import caravan.store.StoredObject;
import caravan.sync.Run;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same promise with a bucket of Google Cloud Storage, which checks conditions and checksums. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GcsArrivalTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange DAY = new HourRange(App.LAST.plus(-23), App.LAST);
    private static final HourRange TWO = new HourRange(App.LAST.plus(-1), App.LAST);

    @TempDir
    Path place;

    private GcsServer server;
    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        server = new GcsServer();
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(TWO.first())
                .set("caravan.store", "gcs")
                .set("caravan.gcs.bucket", server.bucket())
                .set("caravan.gcs.endpoint", server.endpoint().toString());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
        server.close();
    }

    @Test
    void a_day_arrives_in_a_bucket_byte_for_byte_each_file_once() throws Exception {
        app.since(DAY.first());

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        new Arrivals(app.store())
                .of(PROJECT, DAY)
                .noted(
                        Note.Kind.UNCONFIRMED,
                        DAY.hours()
                                .skip(2)
                                .filter(hour -> PROJECT.events(hour) == 0)
                                .toList())
                .andNothingElse();
        assertThat(app.spooled()).isEmpty();
        assertThat(app.camel().lookup("knownSums", KnownSums.class).isEmpty())
                .as("what was known went with the files")
                .isTrue();
        assertThat(app.sync().requests()).as("a second run has nothing to do").isZero();
    }

    @Test
    void everything_lies_under_the_prefix_and_archives_that_are_kept_too() throws Exception {
        app.set("caravan.store.prefix", "team/raw").set("caravan.archive.keep", "store");

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        try (GcsStore all = server.store("")) {
            assertThat(all.list("")).extracting(StoredObject::key).allMatch(key -> key.startsWith("team/raw/"));
            assertThat(all.list("team/raw/archives/project=default/")).hasSize(1);
        }
    }

    @Test
    void a_bucket_that_is_not_there_needs_the_operator_and_amplitude_is_not_asked() throws Exception {
        app.set("caravan.gcs.bucket", "another");

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_REFUSED);
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_store_that_is_away_leaves_all_due_without_asking_amplitude() throws Exception {
        server.close();

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_AWAY);
        assertThat(amplitude.requests()).isEmpty();
    }
}
