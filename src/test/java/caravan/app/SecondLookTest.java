package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import caravan.ledger.State;
import caravan.sync.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hours that are asked for although they have a record: reopened ones, and young ones that were empty. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SecondLookTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOUR = HourRange.of(App.LAST);

    @TempDir
    Path place;

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
    void a_reopened_hour_lands_as_the_next_revision_and_its_note_goes() throws Exception {
        app.sync(HOUR);
        List<String> former = landed();
        SimulatedProject changed = PROJECT.withSeed(2);

        try (Simulator other = Simulator.start(changed)) {
            reopen();
            app.stop();
            app.asks(other.url().toString());

            assertThat(app.sync(HOUR).exitCode()).isEqualTo(ExitCode.OK);

            assertThat(other.requests()).hasSize(1);
        }
        assertThat(record().revision()).isEqualTo(1);
        new Arrivals(app.store())
                .of(changed, HOUR)
                .and(former)
                .and("_caravan/changes/default/2024-11.txt")
                .andNothingElse();
    }

    @Test
    void the_former_revisions_objects_stay_for_a_day_and_are_swept_then() throws Exception {
        app.set("caravan.restate", "never").sync(HOUR);
        List<String> former = landed();
        reopen();
        app.sync(HOUR);
        // The folder's own time is the machine's, and the sweep asks it too.
        Path file = Path.of(app.store().location()).resolve(app.ledger().recordKey(App.LAST));
        Files.setLastModifiedTime(file, FileTime.from(app.clock.instant()));

        app.clock.advance(Duration.ofHours(24));
        app.sync(HOUR);
        new Arrivals(app.store()).of(PROJECT, HOUR).and(former).andNothingElse();

        app.clock.advance(Duration.ofSeconds(1));
        app.sync(HOUR);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
        assertThat(amplitude.requests()).hasSize(2);
    }

    @Test
    void a_reopened_hour_that_fails_keeps_its_record_and_stays_due() throws Exception {
        app.sync(HOUR);
        List<String> former = landed();
        reopen();
        amplitude.answer(Asked.always(Trouble.internalError()));

        assertThat(app.sync(HOUR).exitCode()).isEqualTo(ExitCode.LATER);

        assertThat(record().revision()).isZero();
        assertThat(landed()).isEqualTo(former);
        new Arrivals(app.store())
                .of(PROJECT, HOUR)
                .noted(Note.Kind.REOPENED, List.of(App.LAST))
                .andNothingElse();
    }

    @Test
    void a_landed_hour_that_is_empty_when_asked_again_stays_as_it_landed_and_is_suspect() throws Exception {
        app.sync(HOUR);
        reopen();
        amplitude.answer(Asked.always(Asked.NO_DATA));

        app.sync(HOUR);

        assertThat(record().state()).isEqualTo(State.LANDED);
        new Arrivals(app.store())
                .of(PROJECT, HOUR)
                .noted(Note.Kind.SUSPECT, List.of(App.LAST))
                .andNothingElse();
        assertThat(app.sync(HOUR).requests()).as("a person is to look at it").isZero();
    }

    @Test
    void a_young_empty_hour_is_asked_for_again_after_one_six_and_twenty_four_hours_and_then_no_more() throws Exception {
        amplitude.answer(Asked.always(Asked.NO_DATA));
        assertThat(app.sync(HOUR).requests()).isEqualTo(1);

        for (int hour : new int[] {1, 6, 24}) {
            app.clock.advance(Duration.between(app.clock.instant(), App.NOW.plus(Duration.ofHours(hour)))
                    .minusSeconds(1));
            assertThat(app.sync(HOUR).requests()).as("before %s h", hour).isZero();
            app.clock.advance(Duration.ofSeconds(1));
            assertThat(app.sync(HOUR).requests()).as("after %s h", hour).isEqualTo(1);
        }

        app.clock.advance(Duration.ofDays(30));
        assertThat(app.sync(HOUR).requests()).as("it is final").isZero();
        assertThat(record().state()).isEqualTo(State.EMPTY);
        assertThat(Arrivals.keys(app.store()))
                .containsExactly("_caravan/hours/default/2024-11-05/09.json", "_caravan/projects/default.json");
    }

    @Test
    void an_hour_whose_data_came_late_lands_over_the_empty_record() throws Exception {
        amplitude.answer(Asked.times(1, Asked.NO_DATA));
        app.sync(HOUR);
        assertThat(record().state()).isEqualTo(State.EMPTY);

        app.clock.advance(Duration.ofHours(1));
        app.sync(HOUR);

        assertThat(record().revision()).isEqualTo(1);
        new Arrivals(app.store())
                .of(PROJECT, HOUR)
                .and("_caravan/changes/default/2024-11.txt")
                .andNothingElse();
    }

    @Test
    void one_answer_that_an_old_hour_is_empty_is_final() throws Exception {
        amplitude.answer(Asked.always(Asked.NO_DATA));
        app.clock.advance(Duration.ofHours(22));

        app.sync(HOUR);

        assertThat(record().state()).isEqualTo(State.EMPTY);
        assertThat(Arrivals.keys(app.store()))
                .as("no note")
                .containsExactly("_caravan/hours/default/2024-11-05/09.json", "_caravan/projects/default.json");
    }

    @Test
    void a_whole_day_that_is_suddenly_empty_is_suspect_and_its_first_hour_asked_for_once_more() throws Exception {
        Hour first = Hour.parse("2024-11-03T00");
        HourRange day = new HourRange(first, first.plus(23));
        app.since(first.plus(-1));
        app.sync(HourRange.of(first.plus(-1)));
        amplitude.answer(Asked.always(Asked.NO_DATA));

        Run run = app.sync(day);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(app.ledger().notes()).containsOnlyKeys(first);
        Note note = app.ledger().note(first).orElseThrow();
        assertThat(note.kind()).isEqualTo(Note.Kind.SUSPECT);
        assertThat(note.reason()).contains("2024-11-03", "2024-11-02T23 had");
        assertThat(note.nextTry()).isEqualTo(App.NOW.plus(Duration.ofDays(1)));

        app.clock.advance(Duration.ofDays(1));
        assertThat(app.sync(day).requests()).isEqualTo(1);
        assertThat(app.sync(day).requests()).as("a person has the last word").isZero();
        assertThat(app.ledger().note(first).orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void an_empty_day_after_an_empty_day_or_with_an_hour_of_data_is_not_suspect() throws Exception {
        Hour first = Hour.parse("2024-11-03T00");
        app.since(first);
        amplitude.answer(Asked.always(Asked.NO_DATA));
        app.sync(new HourRange(first, first.plus(23)));
        assertThat(app.ledger().notes()).as("nothing before it").isEmpty();

        Hour next = first.plus(24);
        amplitude.answer(window -> window.contains(next.plus(5)) ? Optional.empty() : Optional.of(Asked.NO_DATA));
        app.stop();
        app.set("caravan.window", "1");
        app.sync(new HourRange(next, next.plus(23)));

        assertThat(app.ledger().notes().values()).noneMatch(note -> note.kind() == Note.Kind.SUSPECT);
    }

    @Test
    void a_record_that_cannot_be_read_needs_a_person_and_holds_up_no_other_hour() throws Exception {
        app.sync(HOUR);
        Path record = place.resolve("lake").resolve(app.ledger().recordKey(App.LAST));
        Files.writeString(record, "x");
        HourRange two = new HourRange(App.LAST.plus(-1), App.LAST);

        Run run = app.sync(two);

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.failures().toString()).contains(app.ledger().recordKey(App.LAST));
        assertThat(app.ledger().read(App.LAST.plus(-1))).isPresent();
        assertThat(record).hasContent("x");
    }

    @Test
    void a_note_that_cannot_be_read_holds_up_no_hour_not_even_its_own() throws Exception {
        Path note = place.resolve("lake").resolve(app.ledger().noteKey(App.LAST));
        Files.createDirectories(note.getParent());
        Files.writeString(note, "{\"kind\": ");

        Run run = app.sync(HOUR);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(record().state()).isEqualTo(State.LANDED);
        assertThat(note).as("a person's business").exists();
    }

    private void reopen() throws Exception {
        app.ledger()
                .write(Note.of(
                        "default", App.LAST, Note.Kind.REOPENED, "somebody wishes it", app.clock.instant(), null));
    }

    private HourRecord record() throws Exception {
        return app.ledger().read(App.LAST).orElseThrow().record();
    }

    private List<String> landed() throws Exception {
        return record().objects().stream().map(LandedObject::key).toList();
    }
}
