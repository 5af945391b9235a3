package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.store.KnownSums;
import caravan.sync.Run;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promise where hours land in a bucket, of whatever kind; {@code landing} in it and what is its own says each kind. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class BucketArrival {
    static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    static final HourRange DAY = new HourRange(App.LAST.plus(-23), App.LAST);
    static final HourRange TWO = new HourRange(App.LAST.plus(-1), App.LAST);

    @TempDir
    Path place;

    Simulator amplitude;
    App app;

    /** With a server that has a bucket, and these settings of it. */
    abstract void landing(App app) throws Exception;

    /** The server is away from now on. */
    abstract void away() throws Exception;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(TWO.first());
        landing(app);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
        away();
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
}
