package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.failure.ExitCode;
import caravan.failure.ListedLetters;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Note;
import caravan.sync.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the running application leaves for people, on its own routes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CasesForAPersonTest {
    private static final String GOOD = event("2024-11-05 09:30:00.000001", 1);
    private static final String CASE = "1 of this entry's 3 lines is no JSON object; the first is line 2, at byte "
            + (GOOD.length() + 1) + "; landed as they came, and counted as rejected";

    @TempDir
    Path place;

    private App app;

    @BeforeEach
    void start() {
        app = new App(place).since(App.LAST);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    private Run synced(String... lines) throws Exception {
        byte[] answer = RawAmplitude.archive(entry("2024-11-05T09", 0, lines));
        try (RawAmplitude amplitude = new RawAmplitude(request -> answer)) {
            app.asks(amplitude.url());
            Run run = app.sync(HourRange.of(App.LAST));
            app.stop();
            return run;
        }
    }

    private ListedLetters letters() throws IOException {
        return new DeadLetters(place.resolve("dead-letters"), Duration.ofDays(30), app.clock).read();
    }

    private HourRecord record() throws Exception {
        return app.ledger().read(App.LAST).orElseThrow().record();
    }

    @Test
    void a_line_that_is_no_json_lands_and_is_a_dead_letter_with_its_place() throws Exception {
        Run run = synced(GOOD, "{\"cut\":", GOOD);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(record().rejected()).isEqualTo(1);
        assertThat(letters().letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.BAD_LINES);
            assertThat(letter.cause()).isEqualTo(CASE);
            assertThat(letter.sha256()).isEqualTo(record().objects().get(0).sha256());
        });
        assertThat(app.ledger().notes()).isEmpty();
    }

    @Test
    void very_many_bad_lines_are_a_note_that_makes_nothing_due() throws Exception {
        Run run = synced(Collections.nCopies(11, "nothing").toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.dueHours()).isZero();
        assertThat(app.ledger().note(App.LAST)).get().extracting(Note::kind).isEqualTo(Note.Kind.SUSPECT);
        assertThat(synced(GOOD).requests()).as("not asked for again").isZero();
    }

    @Test
    void a_folder_of_dead_letters_that_cannot_be_written_holds_up_no_hour() throws Exception {
        Files.writeString(place.resolve("dead-letters"), "a file where the folder should be");
        assertThat(synced("nothing").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(record().rejected()).isEqualTo(1);
    }

    @Test
    void old_dead_letters_go_at_the_end_of_a_sync() throws Exception {
        synced("nothing");
        assertThat(letters().letters()).hasSize(1);
        app.clock.advance(Duration.ofDays(31));
        synced("nothing");
        assertThat(letters().isEmpty()).isTrue();
    }

    @Test
    void what_failed_is_remembered_beside_the_spool_with_its_run() throws Exception {
        try (RawAmplitude amplitude = new RawAmplitude(request -> RawAmplitude.text(503, "busy"))) {
            app.asks(amplitude.url());
            Run run = app.sync(HourRange.of(App.LAST));
            assertThat(remembered()).singleElement().satisfies(line -> assertThat(line)
                    .contains("\"kind\":\"source-away\"", "503", "\"run\":\"" + run.id() + "\"", "\"times\":1"));
            app.sync(HourRange.of(App.LAST));
            assertThat(remembered()).singleElement().satisfies(line -> assertThat(line)
                    .contains("\"times\":2"));
        }
    }

    @Test
    void a_project_that_cannot_begin_is_remembered_without_hours() throws Exception {
        synced(GOOD);
        app.set(
                "caravan.landing.key",
                "other/project={project}/date={date}/hour={hour}/{part}-r{revision}-{hash}.{extension}");
        synced(GOOD);
        assertThat(remembered()).singleElement().satisfies(line -> assertThat(line)
                .contains("\"kind\":\"ledger\"")
                .doesNotContain("\"first\""));
    }

    @Test
    void a_bad_entry_is_remembered_with_its_own_hour() throws Exception {
        byte[] cut = java.util.Arrays.copyOf(entry("2024-11-05T09", 0, GOOD).gz(), 40);
        byte[] answer = RawAmplitude.archive(entry("2024-11-05T09", 0, GOOD).holding(cut));
        try (RawAmplitude amplitude = new RawAmplitude(request -> answer)) {
            app.asks(amplitude.url());
            app.sync(HourRange.of(App.LAST));
        }
        assertThat(remembered()).singleElement().satisfies(line -> assertThat(line)
                .contains("\"kind\":\"corrupt\"", "\"first\":\"2024-11-05T09\",\"last\":\"2024-11-05T09\""));
    }

    @Test
    void a_window_that_was_halved_is_remembered_with_its_hours_although_they_landed() throws Exception {
        HourRange two = new HourRange(App.LAST.plus(-1), App.LAST);
        List<byte[]> answers = List.of(
                RawAmplitude.text(200, "<html>hello</html>"),
                RawAmplitude.archive(entry("2024-11-05T09", 0, GOOD)),
                RawAmplitude.archive(entry("2024-11-05T08", 0, event("2024-11-05 08:30:00.000001", 1))));
        try (RawAmplitude amplitude = new RawAmplitude(answers::get)) {
            Run run = app.since(two.first()).asks(amplitude.url()).sync(two);

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.landedHours()).isEqualTo(2);
        }
        assertThat(remembered()).singleElement().satisfies(line -> assertThat(line)
                .contains("\"kind\":\"corrupt\"", "HTML", "\"first\":\"2024-11-05T08\",\"last\":\"2024-11-05T09\""));
    }

    @Test
    void a_fault_of_ours_is_remembered_with_its_hour_and_its_letter_keeps_the_trace() throws Exception {
        Path routes = RouteYaml.copied(place);
        RouteYaml.edit(
                routes.resolve("60-land-entries.camel.yaml"),
                "- to: direct:put-object",
                "- throwException:\n            exceptionType: java.lang.IllegalStateException\n            message: a bug");
        app.onRoutes(routes);

        assertThat(synced(GOOD).exitCode()).isEqualTo(ExitCode.BUG);

        assertThat(remembered()).singleElement().satisfies(line -> assertThat(line)
                .contains("\"kind\":\"bug\"", "a bug", "\"first\":\"2024-11-05T09\",\"last\":\"2024-11-05T09\""));
        assertThat(letters().letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.BUG);
            assertThat(place.resolve("dead-letters").resolve(letter.payload()))
                    .content()
                    .contains("java.lang.IllegalStateException: a bug", "\tat ");
        });
    }

    private List<String> remembered() throws IOException {
        try (var files = Files.walk(place.resolve("cache"))) {
            Path journal = files.filter(file -> file.endsWith("failures-default.jsonl"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(journal);
        }
    }
}
