package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import caravan.store.Store;
import caravan.sync.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Amplitude has arrives in a folder, each file once, and nothing else. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ArrivalTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange TWO_DAYS = new HourRange(App.LAST.plus(-47), App.LAST);
    private static final HourRange THREE_HOURS = new HourRange(App.LAST.plus(-2), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void forty_eight_hours_arrive_byte_for_byte_each_file_once_and_quiet_hours_are_empty() throws Exception {
        app.since(TWO_DAYS.first()).set("caravan.downloads", "2");

        Run run = app.sync();

        long quiet = TWO_DAYS.hours().filter(hour -> PROJECT.events(hour) == 0).count();
        assertThat(quiet).as("the fixture has quiet hours").isPositive();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.emptyHours()).isEqualTo(quiet);
        assertThat(run.landedHours()).isEqualTo(48 - quiet);
        new Arrivals(app.store())
                .of(PROJECT, TWO_DAYS)
                .noted(Note.Kind.UNCONFIRMED, youngAndQuiet())
                .andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void each_window_is_asked_for_once_along_the_grid_the_newest_first() throws Exception {
        app.since(TWO_DAYS.first());

        app.sync();

        assertThat(Asked.all(amplitude))
                .containsExactly(
                        "20241105T00-20241105T09 200", "20241104T00-20241104T23 200", "20241103T10-20241103T23 200");
    }

    @Test
    void a_second_run_asks_for_nothing_and_writes_nothing() throws Exception {
        app.since(TWO_DAYS.first()).sync();
        int asked = amplitude.requests().size();
        Map<String, String> before = Arrivals.everything(app.store());

        app.stop();
        Run second = app.sync();

        assertThat(second.plannedHours()).isZero();
        assertThat(second.requests()).isZero();
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(amplitude.requests()).hasSize(asked);
        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
    }

    @Test
    void an_hour_is_asked_for_as_soon_as_its_grace_is_over_and_no_earlier() throws Exception {
        app.since(App.LAST).sync();

        app.clock.advance(Duration.ofMinutes(54));
        assertThat(app.sync().requests()).isZero();
        app.clock.advance(Duration.ofMinutes(1));
        app.sync();

        new Arrivals(app.store())
                .of(PROJECT, new HourRange(App.LAST, App.LAST.plus(1)))
                .andNothingElse();
    }

    @Test
    void objects_of_format_json_gz_are_the_entries_own_bytes() throws Exception {
        Path kept = place.resolve("kept");
        app.since(THREE_HOURS.first()).set("caravan.format", "json.gz").set("caravan.archive.keep", kept.toString());

        app.sync();

        Store store = app.store();
        new Arrivals(store).of(PROJECT, THREE_HOURS).andNothingElse();
        try (ZipFile archive = new ZipFile(onlyFile(kept).toFile())) {
            for (LandedObject object : objects()) {
                assertThat(Arrivals.content(store, object.key()))
                        .isEqualTo(archive.getInputStream(archive.getEntry(object.entry()))
                                .readAllBytes());
            }
        }
    }

    @Test
    void a_verified_archive_is_kept_in_a_directory_as_it_came() throws Exception {
        Path kept = place.resolve("kept");
        app.since(THREE_HOURS.first()).set("caravan.archive.keep", kept.toString());

        app.sync();

        new Arrivals(app.store()).of(PROJECT, THREE_HOURS).andNothingElse();
        Path archive = onlyFile(kept);
        ExportFacts export = record(App.LAST).export();
        assertThat(kept.relativize(archive))
                .isEqualTo(Path.of("archives/project=default/2024-11-05T07_2024-11-05T09_"
                        + export.archiveSha256().substring(0, 16) + ".zip"));
        assertThat(Arrivals.sha256(Files.readAllBytes(archive))).isEqualTo(export.archiveSha256());
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_verified_archive_is_kept_in_the_store_as_it_came() throws Exception {
        app.since(THREE_HOURS.first()).set("caravan.archive.keep", "store");

        app.sync();

        ExportFacts export = record(App.LAST).export();
        String key = "archives/project=default/2024-11-05T07_2024-11-05T09_"
                + export.archiveSha256().substring(0, 16) + ".zip";
        new Arrivals(app.store()).of(PROJECT, THREE_HOURS).and(key).andNothingElse();
        assertThat(Arrivals.sha256(Arrivals.content(app.store(), key))).isEqualTo(export.archiveSha256());
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void everything_lies_under_the_prefix() throws Exception {
        app.since(THREE_HOURS.first()).set("caravan.store.prefix", "team/raw").sync();

        new Arrivals(app.store()).of(PROJECT, THREE_HOURS).andNothingElse();
        try (Stream<Path> top = Files.list(place.resolve("lake"))) {
            assertThat(top.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("team", "_caravan");
        }
    }

    @Test
    void a_range_before_the_start_moves_the_start_back() throws Exception {
        app.since(THREE_HOURS.first()).sync();
        app.stop();
        HourRange earlier = new HourRange(App.LAST.plus(-20), App.LAST.plus(-18));

        Run run = app.sync(earlier);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(app.ledger().projectObject().orElseThrow().start()).isEqualTo(earlier.first());
        assertThat(app.ledger().done(new HourRange(earlier.first(), App.LAST)).count())
                .as("the hours between are due, not done")
                .isEqualTo(6);
        app.sync();
        new Arrivals(app.store())
                .of(PROJECT, new HourRange(earlier.first(), App.LAST))
                .noted(Note.Kind.UNCONFIRMED, youngAndQuiet())
                .andNothingElse();
    }

    @Test
    void a_later_start_does_not_move_the_start_on() throws Exception {
        app.since(THREE_HOURS.first()).sync(HourRange.of(App.LAST));
        app.stop();

        app.since(App.LAST).sync();

        assertThat(app.ledger().projectObject().orElseThrow().start()).isEqualTo(THREE_HOURS.first());
        new Arrivals(app.store()).of(PROJECT, THREE_HOURS).andNothingElse();
    }

    @Test
    void without_a_start_the_first_run_begins_seven_days_back() throws Exception {
        app.sync(HourRange.of(App.LAST));

        assertThat(app.ledger().projectObject().orElseThrow().start()).isEqualTo(Hour.parse("2024-10-29T12"));
    }

    /** Of these one answer is not believed yet. */
    private static List<Hour> youngAndQuiet() {
        return new HourRange(App.LAST.plus(-20), App.LAST)
                .hours()
                .filter(hour -> PROJECT.events(hour) == 0)
                .toList();
    }

    private HourRecord record(Hour hour) throws Exception {
        return app.ledger().read(hour).orElseThrow().record();
    }

    private List<LandedObject> objects() throws Exception {
        return app.ledger().read(THREE_HOURS.hours().toList(), damaged -> {}).stream()
                .flatMap(there -> there.record().objects().stream())
                .toList();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
