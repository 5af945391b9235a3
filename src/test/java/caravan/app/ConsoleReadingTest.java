package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a console tells while its ledger is not read yet, or cannot be: one record of it, which no sync asks for, comes late or not at all. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConsoleReadingTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final Hour KNOWN = App.LAST.plus(-1);

    private static Simulator amplitude;

    @TempDir
    Path place;

    private App app;
    private HeldFolder folder;
    private Observer observer;
    private Viewer viewer;

    @BeforeAll
    static void simulate() throws Exception {
        amplitude = Simulator.start(PROJECT);
    }

    @AfterAll
    static void simulateNoMore() {
        amplitude.close();
    }

    @BeforeEach
    void serve() throws Exception {
        app = Caller.letInTo(new App(place, amplitude).since(KNOWN));
        Ledger ledger = app.ledger();
        ledger.fix(now -> new ProjectObject(
                1, "default", KNOWN, "127.0.0.1", Long.toString(PROJECT.amplitudeId()), ObjectKeys.DEFAULT));
        write(KNOWN);
        folder = new HeldFolder(ledger.recordKey(KNOWN));
        app.through(folder::before);
        observer = Observer.of(app);
        viewer = Viewer.of(observer.engine());
    }

    @AfterEach
    void stop() throws Exception {
        folder.free();
        app.close();
    }

    /** As another process would, and an hour without events. */
    private void write(Hour hour) throws Exception {
        ExportFacts asked = new ExportFacts(hour, hour, null, null, app.clock.instant());
        app.ledger()
                .write(
                        hour,
                        LedgerJson.write(HourRecord.empty("default", hour, 0, asked, app.clock.instant())),
                        Optional.empty());
    }

    private JsonNode project() throws Exception {
        return viewer.get("/api/status").json().at("/projects/0");
    }

    private void answersLater(String seconds, String words) throws Exception {
        for (String path : List.of("/api/hours", "/api/volume", "/api/freshness")) {
            Viewer.Seen seen = viewer.get(path);
            assertThat(seen.status()).as(path).isEqualTo(503);
            assertThat(seen.header("Retry-After")).as(path).isEqualTo(seconds);
            assertThat(seen.error()).as(path).contains(words);
        }
    }

    @Test
    void before_the_first_reading_is_through_the_status_says_so_the_others_are_not_there_and_syncs_go_on()
            throws Exception {
        viewer.get("/api/status");
        folder.awaitAsked();

        answersLater("1", "is being read for the first time");
        assertThat(project().at("/reading/state").asText()).isEqualTo("reading");
        assertThat(project().has("counts")).isFalse();
        assertThat(viewer.get("/api/status").json().path("asOf").isNull()).isTrue();
        Run run = observer.engine().sync(Run.ofEverything());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.landedHours()).isEqualTo(1);
        assertThat(project().at("/reading/state").asText()).isEqualTo("reading");

        folder.free();

        viewer.knowing(1);
        assertThat(viewer.get("/api/hours").json().path("states").asText()).startsWith("el");
    }

    @Test
    void a_reading_that_fails_is_told_of_and_syncs_go_on_until_one_comes_through() throws Exception {
        folder.failing(true).free();
        viewer.until(
                "/api/status",
                json -> json.at("/projects/0/reading/state").asText().equals("failed"));

        answersLater("30", "cannot be read now");
        assertThat(project().at("/reading/failedAt").asText()).isEqualTo(App.NOW.toString());
        assertThat(project().has("counts")).isFalse();
        Run run = observer.engine().sync(Run.ofEverything());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.landedHours()).isEqualTo(1);
        assertThat(project().at("/reading/state").asText()).isEqualTo("failed");

        folder.failing(false);
        app.clock.advance(Duration.ofSeconds(30));

        viewer.knowing(1);
        assertThat(project().at("/reading").has("failedAt")).isFalse();
    }

    @Test
    void what_another_process_wrote_is_known_once_somebody_asks_five_minutes_later() throws Exception {
        folder.free();
        viewer.knowing(0);
        write(App.LAST);
        app.clock.advance(Duration.ofMinutes(5));

        viewer.until("/api/hours", json -> json.path("states").asText().startsWith("ee"));
        assertThat(project().at("/reading/at").asText())
                .isEqualTo(App.NOW.plus(Duration.ofMinutes(5)).toString());
    }
}
