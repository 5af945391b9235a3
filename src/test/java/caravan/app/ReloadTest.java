package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.ledger.State;
import caravan.ledger.Sweep;
import caravan.status.Audit;
import caravan.status.AuditProgress;
import caravan.status.Finding;
import caravan.status.LedgerAudit;
import caravan.sync.Run;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a team has in its folders {@code export/} and {@code import/} comes back from the former alone; Amplitude refuses all the while. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReloadTest {
    static final String IMPORT =
            "import/project={project}/date={date}/hour={hour}/{amplitudeId}_{date}_{hour}_{part}-r{revision}-{hash}.{extension}";

    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-2), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(HOURS.first())
                .set("caravan.archive.keep", "store")
                .set("caravan.archive.prefix", "export/")
                .set("caravan.landing.key", IMPORT);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    /** Amplitude has nothing to say, and a request to it would show. */
    private Run reload(HourRange hours) throws Exception {
        int asked = amplitude.requests().size();
        amplitude.answer(Asked.always(Trouble.internalError()));

        Run run = app.sync(Run.ofKeptArchives(hours, Optional.empty()));

        assertThat(run.requests()).isZero();
        assertThat(amplitude.requests()).as("nothing is asked").hasSize(asked);
        assertThat(app.spooled()).isEmpty();
        return run;
    }

    private Path lake(String key) throws Exception {
        return Path.of(app.store().location()).resolve(key);
    }

    private List<String> keys(String prefix) throws Exception {
        return Arrivals.keys(app.store()).stream()
                .filter(key -> key.startsWith(prefix))
                .toList();
    }

    private HourRecord record(Hour hour) throws Exception {
        return app.ledger().read(hour).orElseThrow().record();
    }

    private String object(Hour hour, int number) throws Exception {
        return record(hour).objects().get(number).key();
    }

    private Audit audit(HourRange hours) throws Exception {
        ObjectKeys keys = new ObjectKeys(app.configuration().settings().landingKey());
        AuditProgress nobody = new AuditProgress() {
            @Override
            public void found(Finding finding) {}

            @Override
            public void through(HourRange through) {}
        };
        return new LedgerAudit(app.store(), new Sweep(app.store(), keys, app.clock), keys, Runnable::run)
                .of(app.ledger(), hours, nobody);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void archives_lie_in_export_and_what_landed_in_import() throws Exception {
        app.sync();

        String archive = "export/project=default/2024-11-05T07_2024-11-05T09_"
                + record(App.LAST).export().archiveSha256().substring(0, 16) + ".zip";
        assertThat(keys("import/")).hasSize(6);
        assertThat(Arrivals.sha256(Arrivals.content(app.store(), archive)))
                .isEqualTo(record(App.LAST).export().archiveSha256());
        new Arrivals(app.store()).of(PROJECT, HOURS).and(archive).andNothingElse();
        assertThat(audit(HOURS).toString()).contains("6 objects").contains("byte for byte");
    }

    @Test
    void the_sweep_takes_what_is_left_over_in_import_and_no_archive() throws Exception {
        app.set("caravan.restate", "never").sync();
        String former = object(App.LAST, 0);
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));
        app.clock.advance(Duration.ofSeconds(1));
        app.sync();
        List<String> archives = keys("export/");

        app.clock.advance(Duration.ofHours(25));
        for (String key : Arrivals.keys(app.store())) {
            Files.setLastModifiedTime(lake(key), FileTime.from(App.NOW));
        }
        app.sync(HOURS);

        assertThat(Arrivals.keys(app.store())).doesNotContain(former).containsAll(archives);
        assertThat(archives).isNotEmpty();
    }

    @Test
    void an_object_that_is_lost_and_one_that_is_damaged_are_as_they_were() throws Exception {
        app.sync();
        Map<String, String> before = Arrivals.everything(app.store());
        Files.delete(lake(object(App.LAST, 0)));
        Files.writeString(lake(object(App.LAST.plus(-1), 1)), "{}\n");
        assertThat(audit(HOURS).isSound()).isFalse();

        Run run = reload(HOURS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.restoredHours()).isEqualTo(2);
        assertThat(run.restoredObjects()).isEqualTo(2);
        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(run.kept()).as("two hours of one archive").isEqualTo(1);
        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
        assertThat(audit(HOURS).isSound()).isTrue();
    }

    @Test
    void an_archive_from_which_an_hour_comes_back_is_not_kept_once_more() throws Exception {
        app.sync();
        String archive = keys("export/").get(0);
        FileTime then = FileTime.from(App.NOW);
        Files.setLastModifiedTime(lake(archive), then);
        Files.delete(lake(object(App.LAST, 0)));

        Run run = reload(HOURS);

        assertThat(run.restoredObjects()).isEqualTo(1);
        assertThat(keys("export/")).containsExactly(archive);
        assertThat(Files.getLastModifiedTime(lake(archive))).as("written again").isEqualTo(then);
    }

    @Test
    void where_nothing_is_lost_nothing_is_taken_and_nothing_put() throws Exception {
        app.sync();
        Map<String, String> before = Arrivals.everything(app.store());

        Run run = reload(HOURS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.kept()).isZero();
        assertThat(run.unchangedHours()).isEqualTo(3);
        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
    }

    @Test
    void a_lake_that_is_gone_with_its_ledger_is_there_again_quiet_hours_too() throws Exception {
        HourRange days = new HourRange(App.LAST.plus(-34), App.LAST);
        app.since(days.first()).sync();
        List<String> archives = keys("export/");
        for (String archive : archives) {
            Files.setLastModifiedTime(lake(archive), FileTime.from(App.NOW));
        }
        app.stop();
        delete(lake("import"));
        delete(lake("_caravan"));
        app.clock.advance(Duration.ofDays(3));

        Run run = reload(days);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(archives).hasSizeGreaterThan(1);
        List<Hour> quiet =
                days.hours().filter(hour -> PROJECT.events(hour) == 0).toList();
        List<Hour> young = quiet.stream()
                .filter(hour -> hour.end().isAfter(App.NOW.minus(Duration.ofDays(1))))
                .toList();
        assertThat(young)
                .as("the fixture has hours that were quiet when they were young")
                .isNotEmpty();
        assertThat(run.landedHours()).isEqualTo(days.count() - quiet.size());
        assertThat(run.emptyHours()).isEqualTo(quiet.size());
        new Arrivals(app.store())
                .of(PROJECT, days)
                .and(archives)
                .noted(Note.Kind.UNCONFIRMED, young)
                .andNothingElse();
    }

    @Test
    void an_archive_that_was_changed_since_is_refused_and_named_and_its_hour_stays_as_it_was() throws Exception {
        app.sync();
        String archive = keys("export/").get(0);
        byte[] bytes = Files.readAllBytes(lake(archive));
        bytes[bytes.length / 2] ^= 1;
        Files.delete(lake(archive));
        Files.write(lake(archive), bytes);
        Files.delete(lake(object(App.LAST, 0)));
        Map<String, String> before = Arrivals.everything(app.store());

        Run run = reload(HOURS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.KEPT);
            assertThat(failure.cause()).contains(archive, "sha256", "refused");
        });
        assertThat(run.dueHours()).isEqualTo(1);
        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
        assertThat(app.ledger().notes()).isEmpty();
        assertThat(app.letters()).isEmpty();
    }

    @Test
    void a_bad_entry_of_a_kept_archive_keeps_back_its_own_hour_only_and_no_note_says_so() throws Exception {
        byte[] cut = java.util.Arrays.copyOf(
                entry("2024-11-05T09", 0, event("2024-11-05 09:30:00.1", 1)).gz(), 40);
        byte[] bad = caravan.archive.Archives.with(
                        entry("2024-11-05T08", 0, event("2024-11-05 08:30:00.1", 2)),
                        entry("2024-11-05T09", 0, "x").holding(cut))
                .bytes();
        String archive = keep(bad, App.LAST.plus(-1), App.LAST);

        Run run = reload(new HourRange(App.LAST.plus(-1), App.LAST));

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.landedHours()).isEqualTo(1);
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.cause())
                .contains(archive, "2024-11-05_9#0"));
        assertThat(app.ledger().done(HOURS).hours()).containsExactly(App.LAST.plus(-1));
        assertThat(app.ledger().notes()).isEmpty();
        assertThat(app.letters()).isEmpty();
    }

    @Test
    void an_archive_of_another_amplitude_project_is_refused() throws Exception {
        app.sync();
        Files.delete(lake(app.ledger().recordKey(App.LAST)));
        keep(
                caravan.archive.Archives.with(entry("999", "2024-11-05T09", 0, event("2024-11-05 09:30:00.1", 1)))
                        .bytes(),
                App.LAST,
                App.LAST);

        Run run = reload(HourRange.of(App.LAST));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.LEDGER);
        assertThat(app.ledger().read(App.LAST)).isEmpty();
    }

    /** As if it had been kept by then, the newest of all. */
    private String keep(byte[] archive, Hour first, Hour last) throws Exception {
        String key = "export/project=default/" + first + "_" + last + "_"
                + Arrivals.sha256(archive).substring(0, 16) + ".zip";
        Files.createDirectories(lake(key).getParent());
        Files.write(lake(key), archive);
        Files.setLastModifiedTime(lake(key), FileTime.from(Instant.now().plusSeconds(60)));
        return key;
    }

    @Test
    void hours_of_which_no_archive_is_kept_are_named() throws Exception {
        app.sync(HourRange.of(App.LAST));
        HourRange more = new HourRange(App.LAST.plus(-9), App.LAST.plus(1));

        Run run = reload(more);

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.KEPT);
            assertThat(failure.cause())
                    .contains("no archive is kept in")
                    .contains("export/")
                    .contains("2024-11-05T00..2024-11-05T08");
        });
        assertThat(run.dueHours()).isEqualTo(9);
        assertThat(run.notClosedHours()).isEqualTo(1);
        assertThat(app.ledger().projectObject().orElseThrow().start())
                .as("moved back no further than archives reach")
                .isEqualTo(HOURS.first());
    }

    @Test
    void hours_before_the_start_come_back_where_an_archive_is_kept() throws Exception {
        app.since(HOURS.first().plus(-5)).sync();
        app.stop();
        delete(lake("import"));
        delete(lake("_caravan"));
        app.since(App.LAST);
        app.sync(HourRange.of(App.LAST));

        Run run = reload(new HourRange(HOURS.first().plus(-9), App.LAST));

        assertThat(run.landedHours() + run.emptyHours()).isEqualTo(7);
        assertThat(run.dueHours()).isEqualTo(4);
        assertThat(app.ledger().projectObject().orElseThrow().start())
                .isEqualTo(HOURS.first().plus(-5));
    }

    @Test
    void the_newest_archive_is_taken_for_an_hour_without_a_record_and_the_next_where_it_is_refused() throws Exception {
        app.sync(HourRange.of(App.LAST));
        Files.delete(lake(app.ledger().recordKey(App.LAST)));
        String none = keep("no archive".getBytes(java.nio.charset.StandardCharsets.UTF_8), App.LAST, App.LAST);

        Run run = reload(HourRange.of(App.LAST));

        assertThat(run.landedHours()).isEqualTo(1);
        assertThat(run.dueHours()).isZero();
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.cause())
                .contains(none));
        assertThat(run.exitCode()).as("a person gets to know").isEqualTo(ExitCode.PERSON);
        assertThat(audit(HOURS).isSound()).isTrue();
    }

    @Test
    void an_archive_that_holds_other_lines_never_takes_the_place_of_what_landed() throws Exception {
        app.sync();
        app.stop();
        try (Simulator changed = Simulator.start(PROJECT.withSeed(2))) {
            app.ledger()
                    .write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));
            app.clock.advance(Duration.ofSeconds(1));
            app.asks(changed.url().toString()).set("caravan.archive.keep", "none");
            app.sync();
            app.stop();
        }
        app.set("caravan.archive.keep", "store").asks(amplitude.url().toString());
        assertThat(record(App.LAST).revision()).isEqualTo(1);
        Files.delete(lake(object(App.LAST, 0)));
        Map<String, String> before = Arrivals.everything(app.store());

        Run run = reload(HOURS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.cause())
                .contains("2024-11-05T09", "export/", "other lines"));
        assertThat(run.unchangedHours()).isEqualTo(2);
        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
    }

    @Test
    void the_same_lines_in_other_files_land_as_the_next_revision() throws Exception {
        String one = event("2024-11-05 09:30:00.000001", 1);
        String other = event("2024-11-05 09:30:00.000002", 2);
        List<byte[]> answers =
                List.of(RawAmplitude.archive(entry("2024-11-05T09", 0, one, other)), RawAmplitude.text(500, "nothing"));
        try (RawAmplitude raw = new RawAmplitude(number -> answers.get(Math.min(number, 1)))) {
            app.asks(raw.url()).set("caravan.archive.keep", "none").sync(HourRange.of(App.LAST));
        }
        app.stop();
        app.set("caravan.archive.keep", "store").asks(amplitude.url().toString());
        keep(
                caravan.archive.Archives.with(entry("2024-11-05T09", 0, other), entry("2024-11-05T09", 1, one))
                        .bytes(),
                App.LAST,
                App.LAST);
        Files.delete(lake(object(App.LAST, 0)));

        Run run = reload(HourRange.of(App.LAST));

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.landedHours()).isEqualTo(1);
        assertThat(record(App.LAST).revision()).isEqualTo(1);
        assertThat(record(App.LAST).objects()).hasSize(2);
        assertThat(audit(HOURS).isSound()).isTrue();
    }

    @Test
    void what_landed_in_a_format_that_is_no_longer_set_comes_back_in_it() throws Exception {
        app.sync();
        Map<String, String> before = Arrivals.everything(app.store());
        app.stop();
        Files.delete(lake(object(App.LAST, 0)));
        app.set("caravan.format", "json.gz");

        assertThat(reload(HOURS).restoredObjects()).isEqualTo(1);

        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
    }

    @Test
    void archives_in_a_directory_do_as_well() throws Exception {
        Path kept = place.resolve("kept");
        app.set("caravan.archive.keep", kept.toString()).sync();
        assertThat(kept.resolve("export/project=default")).isNotEmptyDirectory();
        assertThat(keys("export/")).isEmpty();
        Path archive;
        try (Stream<Path> files = Files.list(kept.resolve("export/project=default"))) {
            archive = files.findFirst().orElseThrow();
        }
        FileTime then = FileTime.from(App.NOW);
        Files.setLastModifiedTime(archive, then);
        Map<String, String> before = Arrivals.everything(app.store());
        Files.delete(lake(object(App.LAST, 0)));

        assertThat(reload(HOURS).restoredObjects()).isEqualTo(1);

        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(archive)).as("written again").isEqualTo(then);
    }

    @Test
    void a_wish_to_ask_amplitude_again_outlasts_a_reload() throws Exception {
        app.sync();
        Files.delete(lake(object(App.LAST, 0)));
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));

        Run run = reload(HOURS);

        assertThat(run.restoredHours()).isEqualTo(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(app.ledger().note(App.LAST)).get().extracting(Note::kind).isEqualTo(Note.Kind.REOPENED);
        amplitude.answer(Asked.never());
        app.clock.advance(Duration.ofSeconds(1));
        assertThat(app.sync().requests()).isEqualTo(1);
    }

    @Test
    void it_outlasts_one_by_which_the_hour_landed_too() throws Exception {
        app.sync();
        Files.delete(lake(app.ledger().recordKey(App.LAST)));
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));

        assertThat(reload(HOURS).landedHours()).isEqualTo(1);

        assertThat(app.ledger().note(App.LAST)).get().extracting(Note::kind).isEqualTo(Note.Kind.REOPENED);
    }

    @Test
    void an_hour_that_a_note_puts_off_lands_from_a_kept_archive_and_is_settled() throws Exception {
        app.sync();
        Files.delete(lake(app.ledger().recordKey(App.LAST)));
        Instant tomorrow = app.clock.instant().plus(Duration.ofDays(1));
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.OVERSIZE, "too big", app.clock.instant(), tomorrow));

        Run run = reload(HOURS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(record(App.LAST).state()).isEqualTo(State.LANDED);
        assertThat(app.ledger().notes()).isEmpty();
    }

    @Test
    void an_object_that_a_route_puts_elsewhere_is_not_called_restored() throws Exception {
        app.sync();
        app.stop();
        LandedObject lost = record(App.LAST).objects().get(0);
        Files.delete(lake(lost.key()));
        FaultyFolder folder = new FaultyFolder(0);
        folder.losing();
        app.through(folder::before);

        Run run = reload(HOURS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.restoredHours()).isZero();
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.cause())
                .contains(lost.key()));
    }
}
