package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.DeadLetter;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.sync.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every answer that is no export: what is asked again, what stays due and with which word, and what is never believed. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AmplitudeTroubleTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final Hour LAST = App.LAST;
    private static final HourRange HOUR = HourRange.of(LAST);
    private static final HourRange FOUR = new HourRange(LAST.plus(-3), LAST);
    private static final String PROJECT_OBJECT = "_caravan/projects/default.json";

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
    void a_retry_after_is_obeyed_in_place_of_the_delay_between_tries() throws Exception {
        app.since(LAST).set("caravan.redelivery.delay", "PT1H").set("caravan.redelivery.max-delay", "PT1H");
        amplitude.answer(Asked.times(2, Trouble.tooManyRequests(Duration.ZERO)));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.requests()).isEqualTo(3);
        assertThat(Asked.all(amplitude))
                .containsExactly(Asked.line(LAST, LAST, 429), Asked.line(LAST, LAST, 429), Asked.line(LAST, LAST, 200));
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    @Test
    void a_retry_after_of_more_than_two_minutes_is_not_waited_for_by_a_command() throws Exception {
        app.since(LAST);
        amplitude.answer(Asked.always(Trouble.tooManyRequests(Duration.ofSeconds(121))));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.requests()).isEqualTo(1);
        assertThat(Arrivals.keys(app.store())).containsExactly(PROJECT_OBJECT);
    }

    @Test
    void three_internal_errors_and_then_a_good_answer_land_the_hour_in_the_same_run() throws Exception {
        app.since(LAST);
        amplitude.answer(Asked.times(3, Trouble.internalError()));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(amplitude.requests()).hasSize(4);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    @Test
    void errors_without_an_end_cost_two_windows_of_tries_a_run_and_the_hours_stay_due() throws Exception {
        app.since(FOUR.first()).set("caravan.window", "1");
        amplitude.answer(Asked.always(Trouble.internalError()));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.SOURCE_AWAY);
        assertThat(amplitude.requests()).hasSize(2 * 4);
        assertThat(Arrivals.keys(app.store())).containsExactly(PROJECT_OBJECT);

        amplitude.answer(Asked.never());
        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        new Arrivals(app.store()).of(PROJECT, FOUR).andNothingElse();
    }

    @Test
    void a_window_over_the_limit_is_halved_down_to_what_works() throws Exception {
        app.since(FOUR.first());
        amplitude.maxHours(1);

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Asked.all(amplitude))
                .containsExactlyInAnyOrder(
                        Asked.line(LAST.plus(-3), LAST, 400),
                        Asked.line(LAST.plus(-3), LAST.plus(-2), 400),
                        Asked.line(LAST.plus(-1), LAST, 400),
                        Asked.line(LAST.plus(-3), LAST.plus(-3), 200),
                        Asked.line(LAST.plus(-2), LAST.plus(-2), 200),
                        Asked.line(LAST.plus(-1), LAST.plus(-1), 200),
                        Asked.line(LAST, LAST, 200));
        Hour midnight = Hour.parse("2024-11-05T00");
        new Arrivals(app.store())
                .of(PROJECT, FOUR)
                .noted(Note.Kind.LIMIT, List.of(midnight))
                .andNothingElse();
        assertThat(app.ledger().note(midnight).orElseThrow().limit()).isEqualTo(1);
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void another_process_begins_with_the_size_that_worked_and_tries_larger_again_after_a_day() throws Exception {
        app.since(LAST);
        app.sync();
        amplitude.maxHours(2);
        app.sync(FOUR);
        app.ledger().write(reopened(FOUR.first()));
        app.ledger().write(reopened(FOUR.first().plus(1)));
        app.ledger().write(reopened(FOUR.first().plus(2)));
        app.stop();
        int before = amplitude.requests().size();

        app.sync(FOUR);

        assertThat(Asked.all(amplitude).stream().skip(before))
                .containsExactlyInAnyOrder(
                        Asked.line(FOUR.first(), FOUR.first().plus(1), 200),
                        Asked.line(FOUR.first().plus(2), FOUR.first().plus(2), 200));

        app.clock.advance(Duration.ofDays(1));
        amplitude.maxHours(24);
        app.sync(HourRange.of(LAST));
        assertThat(app.ledger().notes()).as("its time is over").isEmpty();
    }

    private static Note reopened(Hour hour) {
        return Note.of("default", hour, Note.Kind.REOPENED, "by hand", App.NOW, null);
    }

    @Test
    void a_limit_holds_where_it_failed_and_nowhere_else() throws Exception {
        Hour large = LAST.plus(-24);
        app.since(large.plus(-1));
        amplitude.answer(window ->
                window.contains(large) && window.count() > 1 ? Optional.of(Trouble.tooLarge()) : Optional.empty());

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(Asked.all(amplitude).get(0)).isEqualTo(Asked.line(Hour.parse("2024-11-05T00"), LAST, 200));
        assertThat(app.ledger().notes().values())
                .filteredOn(note -> note.kind() == Note.Kind.LIMIT)
                .extracting(Note::hour)
                .containsExactly(Hour.parse("2024-11-04T00"));
    }

    @Test
    void a_400_that_blames_our_request_pauses_the_project_and_marks_no_hour() throws Exception {
        app.since(FOUR.first());
        amplitude.answer(Asked.always(new Trouble(400, null, "Invalid date")));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.BAD_REQUEST);
        assertThat(amplitude.requests()).hasSize(1);
        assertThat(Arrivals.keys(app.store())).containsExactly(PROJECT_OBJECT);
    }

    @Test
    void an_archive_over_a_limit_of_ours_is_asked_for_in_smaller_windows() throws Exception {
        app.since(FOUR.first()).set("caravan.limits.entries", "4");

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(app.ledger().done(FOUR).count()).isEqualTo(4);
        assertThat(Asked.all(amplitude)).hasSize(7);
    }

    @Test
    void an_hour_over_a_limit_of_ours_is_put_off_and_names_the_limit() throws Exception {
        app.since(LAST).set("caravan.limits.entries", "1");

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.PERSON);

        assertThat(app.ledger().note(LAST).orElseThrow().kind()).isEqualTo(Note.Kind.OVERSIZE);
        assertThat(app.ledger().note(LAST).orElseThrow().reason()).contains("caravan.limits.entries");
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_gateway_timeout_halves_a_window_and_repeats_an_hour() throws Exception {
        app.since(LAST.plus(-1));
        amplitude.answer(window -> window.count() > 1 ? Optional.of(Trouble.gatewayTimeout()) : Optional.empty());

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Asked.all(amplitude).get(Asked.all(amplitude).size() - 1)).endsWith(" 200");
        new Arrivals(app.store())
                .of(PROJECT, new HourRange(LAST.plus(-1), LAST))
                .noted(Note.Kind.LIMIT, List.of(Hour.parse("2024-11-05T00")))
                .andNothingElse();
    }

    @Test
    void an_hour_over_the_limit_needs_a_person_and_holds_up_no_other() throws Exception {
        Hour large = LAST.plus(-1);
        app.since(FOUR.first());
        amplitude.answer(Asked.whereverIs(large, Trouble.tooLarge()));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.dueHours()).isEqualTo(1);
        Note note = app.ledger().note(large).orElseThrow();
        assertThat(note.kind()).isEqualTo(Note.Kind.OVERSIZE);
        assertThat(note.nextTry()).isEqualTo(App.NOW.plus(Duration.ofDays(1)));
        assertThat(app.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.OVERSIZE);
            assertThat(letter.hour()).isEqualTo(large);
            assertThat(letter.cause()).contains("400", "Amplitude's own S3 export");
            assertThat(letter.payload()).isNull();
        });
        new Arrivals(app.store())
                .of(PROJECT, new HourRange(LAST.plus(-3), LAST.plus(-2)))
                .of(PROJECT, HOUR)
                .noted(Note.Kind.OVERSIZE, List.of(large))
                .noted(Note.Kind.LIMIT, List.of(Hour.parse("2024-11-05T00")))
                .andNothingElse();
    }

    @Test
    void an_hour_over_the_limit_is_asked_for_again_a_day_later_and_no_earlier() throws Exception {
        app.since(LAST);
        amplitude.answer(Asked.always(Trouble.tooLarge()));
        app.sync(HOUR);
        amplitude.answer(Asked.never());

        app.clock.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(app.sync(HOUR).requests()).isZero();
        app.clock.advance(Duration.ofSeconds(1));
        assertThat(app.sync(HOUR).exitCode()).isEqualTo(ExitCode.OK);

        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    @Test
    void a_404_that_is_not_amplitudes_own_makes_no_hour_empty() throws Exception {
        app.since(FOUR.first()).set("caravan.window", "1");
        amplitude.answer(Asked.always(Trouble.proxyNotFound()));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.emptyHours()).isZero();
        assertThat(amplitude.requests()).as("the project pauses").hasSize(1);
        assertThat(Arrivals.keys(app.store())).containsExactly(PROJECT_OBJECT);
    }

    @Test
    void refused_keys_are_not_tried_again_in_this_run() throws Exception {
        app.since(FOUR.first()).set("caravan.window", "1").set("caravan.amplitude.secret-key", "another");

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(Asked.all(amplitude)).containsExactly(Asked.line(LAST, LAST, 403));
        assertThat(run.failures().toString()).doesNotContain("another").doesNotContain("demo-key");
        assertThat(Arrivals.keys(app.store())).containsExactly(PROJECT_OBJECT);
    }

    @Test
    void a_web_page_in_place_of_an_archive_lands_nothing_and_is_asked_for_again_at_the_next_run() throws Exception {
        app.since(LAST);
        amplitude.answer(Asked.times(1, Trouble.webPage()));

        Run run = app.sync();

        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.CORRUPT);
        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(Arrivals.keys(app.store()))
                .containsExactly("_caravan/notes/default/2024-11-05/09.json", PROJECT_OBJECT);
        assertThat(app.spooled()).isEmpty();

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(amplitude.requests()).hasSize(2);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    @Test
    void no_header_of_ours_goes_to_amplitude() throws Exception {
        try (RawAmplitude raw = new RawAmplitude(number ->
                number == 0 ? RawAmplitude.text(500, "") : RawAmplitude.text(404, "Raw data files were not found."))) {
            app.asks(raw.url()).since(LAST).sync();

            assertThat(raw.requests()).as("a try and its repeat").hasSize(2).allSatisfy(request -> assertThat(request)
                    .startsWith("GET /api/2/export?start=20241105T09&end=20241105T09 HTTP/1.1")
                    .contains("Authorization: Basic ")
                    .doesNotContainIgnoringCase("caravan-project")
                    .doesNotContainIgnoringCase("camel")
                    .doesNotContainIgnoringCase("cookie"));
        }
    }
}
