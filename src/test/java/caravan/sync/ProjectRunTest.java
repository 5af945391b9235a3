package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.config.Project;
import caravan.config.Secret;
import caravan.failure.Failure;
import caravan.failure.Failure.Kind;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Shard;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectRunTest {
    static final Project DEMO =
            new Project("demo", new Secret("key"), new Secret("secret"), URI.create("https://amplitude.com"));
    private static final Hour START = Hour.parse("2026-11-01T00");

    /** The hours 00 to 05 have closed. */
    private final TestClock clock = TestClock.at("2026-11-01T06:30:00Z");

    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);

    private ProjectRun open(int window) throws IOException {
        return open(window, Run.ofEverything());
    }

    private ProjectRun open(int window, Run run) throws IOException {
        DueHours dueHours = new DueHours(clock, Duration.ofMinutes(30));
        return new ProjectRun(run, DEMO, ledger, dueHours, new Windows(window), START);
    }

    private void committed(int... hours) {
        for (int hour : hours) {
            store.put(ledger.recordKey(START.plus(hour)), "{}");
        }
    }

    private static List<String> takeAll(ProjectRun project) throws IOException {
        List<String> taken = new ArrayList<>();
        for (Optional<HourRange> next = project.take(); next.isPresent(); next = project.take()) {
            taken.add(spelled(next.get()));
        }
        return taken;
    }

    /** {@code 2-5}: hours of the day. */
    private static String spelled(HourRange range) {
        return range.first().ofDay() + "-" + range.last().ofDay();
    }

    private static Failure failure(Kind kind) {
        return new Failure(kind, "it broke");
    }

    private void note(int hour, Note.Kind kind, Instant next) throws IOException {
        ledger.write(Note.of("demo", START.plus(hour), kind, "because", clock.instant(), next));
    }

    @Test
    void every_due_hour_is_taken_once_newest_first() throws IOException {
        committed(1);

        assertThat(takeAll(open(2))).containsExactly("4-5", "2-3", "0-0");
    }

    @Test
    void an_hour_that_closes_during_a_run_is_taken_next() throws IOException {
        ProjectRun project = open(3);
        assertThat(project.take()).map(ProjectRunTest::spelled).contains("3-5");

        clock.pass(Duration.ofHours(1));

        assertThat(takeAll(project)).containsExactly("6-6", "0-2");
    }

    @Test
    void hours_that_another_process_commits_meanwhile_are_left_out() throws IOException {
        ProjectRun project = open(24);
        committed(0, 3, 4);

        assertThat(takeAll(project)).containsExactly("5-5", "1-2");
    }

    @Test
    void nothing_is_taken_where_all_is_done() throws IOException {
        committed(0, 1, 2, 3, 4, 5);

        assertThat(takeAll(open(24))).isEmpty();
    }

    @Test
    void nothing_is_taken_before_the_first_hour_has_closed() throws IOException {
        clock.set(START.start());

        assertThat(takeAll(open(24))).isEmpty();
        assertThat(store.calls(Call.LIST)).noneMatch(call -> call.contains("/hours/"));
    }

    @Test
    void only_hours_of_the_range_asked_for_are_taken() throws IOException {
        Run run = new Run(Optional.of(new HourRange(START.plus(1), START.plus(2))), Optional.empty());

        assertThat(takeAll(open(24, run))).containsExactly("1-2");
    }

    /** The hours 00 to 05 in windows of two: the shard takes the one in the middle, or both at the ends. */
    private ProjectRun sharded(int middle, Optional<HourRange> range) throws IOException {
        int index = (int) Math.floorMod(START.number() / 2 + middle, 2L);
        Shard shard = new Shard(index, 2);
        Run run = new Run(range, Optional.empty(), shard);
        DueHours dueHours = new DueHours(clock, Duration.ofMinutes(30));
        return new ProjectRun(run, DEMO, ledger, dueHours, new Windows(2).sharded(shard), START);
    }

    @Test
    void only_windows_of_the_shard_are_taken_and_counted() throws IOException {
        note(1, Note.Kind.OVERSIZE, clock.instant().plus(Duration.ofHours(5)));
        note(2, Note.Kind.OVERSIZE, clock.instant().plus(Duration.ofHours(5)));
        HourRange range = new HourRange(START, START.plus(9));

        ProjectRun ends = sharded(0, Optional.of(range));
        ProjectRun middle = sharded(1, Optional.of(range));

        assertThat(ends.putOff()).extracting(Note::hour).containsExactly(START.plus(1));
        assertThat(middle.putOff()).extracting(Note::hour).containsExactly(START.plus(2));
        assertThat(ends.notClosed()).isEqualTo(2);
        assertThat(middle.notClosed()).isEqualTo(2);
        assertThat(ends.stillDue()).isEqualTo(4);
        assertThat(middle.stillDue()).isEqualTo(2);
        assertThat(takeAll(ends)).containsExactly("4-5", "0-0");
        assertThat(takeAll(middle)).containsExactly("3-3");
    }

    @Test
    void an_archive_in_the_spool_is_taken_up_for_hours_of_the_shard_only() throws IOException {
        ProjectRun middle = sharded(1, Optional.empty());

        middle.first(List.of(new HourRange(START.plus(1), START.plus(2))));

        assertThat(takeAll(middle)).containsExactly("2-2", "3-3");
    }

    @Test
    void a_range_that_has_not_closed_takes_nothing() throws IOException {
        Run run = new Run(Optional.of(new HourRange(START.plus(6), START.plus(9))), Optional.empty());

        assertThat(takeAll(open(24, run))).isEmpty();
    }

    @Test
    void planning_reads_notes_and_listings_and_no_record() throws IOException {
        committed(0, 1, 2);
        note(4, Note.Kind.LIMIT, null);
        store.forgetCalls();

        takeAll(open(24));

        assertThat(store.calls(Call.GET)).containsExactly("GET _caravan/notes/demo/2026-11-01/04.json");
    }

    @Test
    void an_hour_that_a_note_puts_off_is_not_taken_before_its_time() throws IOException {
        note(3, Note.Kind.OVERSIZE, clock.instant().plus(Duration.ofMinutes(10)));
        ProjectRun project = open(24);
        assertThat(takeAll(project)).containsExactly("4-5", "0-2");

        clock.pass(Duration.ofMinutes(10));

        assertThat(takeAll(project)).containsExactly("3-3");
    }

    @Test
    void a_reopened_hour_is_taken_although_it_has_a_record() throws IOException {
        committed(0, 1, 2, 3, 4, 5);
        note(3, Note.Kind.REOPENED, null);

        assertThat(takeAll(open(24))).containsExactly("3-3");
    }

    @Test
    void a_ledger_that_cannot_be_listed_is_no_empty_one() {
        store.fail(Call.LIST, Fault.LOST_BEFORE);

        assertThatThrownBy(() -> open(24)).isInstanceOf(IOException.class);
    }

    @Test
    void the_halves_of_a_window_are_taken_next_the_newer_first() throws IOException {
        ProjectRun project = open(6);
        HourRange whole = project.take().orElseThrow();

        project.halve(whole);

        assertThat(takeAll(project)).containsExactly("3-5", "0-2");
    }

    @Test
    void a_half_that_is_halved_again_is_taken_before_the_older_half() throws IOException {
        ProjectRun project = open(6);
        project.halve(project.take().orElseThrow());

        project.halve(project.take().orElseThrow());

        assertThat(takeAll(project)).containsExactly("4-5", "3-3", "0-2");
    }

    @Test
    void two_windows_in_a_row_that_found_the_source_away_stop_the_project() throws IOException {
        ProjectRun project = open(1);
        project.take();
        project.after(failure(Kind.SOURCE_AWAY));
        assertThat(project.isStopped()).isFalse();
        assertThat(project.take()).isPresent();

        project.after(failure(Kind.SOURCE_AWAY));

        assertThat(project.isStopped()).isTrue();
        assertThat(project.take()).isEmpty();
        assertThat(project.due().count()).isEqualTo(4);
    }

    @Test
    void an_hour_that_came_through_forgives_a_source_that_was_away() throws IOException {
        ProjectRun project = open(1);
        project.after(failure(Kind.SOURCE_AWAY));
        project.settled(START.plus(5));

        project.after(failure(Kind.SOURCE_AWAY));

        assertThat(project.isStopped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "BAD_REQUEST", "STORE_AWAY", "STORE_REFUSED", "DISK", "SPOOL_FULL", "LEDGER"})
    void a_failure_that_going_on_cannot_help_stops_the_project_and_its_halves(Kind kind) throws IOException {
        ProjectRun project = open(6);
        project.halve(project.take().orElseThrow());

        project.after(failure(kind));

        assertThat(project.isStopped()).isTrue();
        assertThat(project.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERSIZE", "TOO_LARGE", "CORRUPT", "BUG", "SOURCE_AWAY"})
    void a_failure_of_one_window_lets_the_others_go_on(Kind kind) throws IOException {
        ProjectRun project = open(2);
        project.take();

        project.after(failure(kind));

        assertThat(project.isStopped()).isFalse();
        assertThat(takeAll(project)).containsExactly("2-3", "0-1");
    }

    @Test
    void a_refused_project_stops_no_other_of_the_same_run() throws IOException {
        Run run = Run.ofEverything();
        ProjectRun refused = open(24, run);
        ProjectRun other = new ProjectRun(
                run,
                new Project("other", new Secret("k"), new Secret("s"), URI.create("https://amplitude.com")),
                new Ledger(store, "other", Runnable::run),
                new DueHours(clock, Duration.ofMinutes(30)),
                new Windows(24),
                START);

        refused.after(failure(Kind.REFUSED));

        assertThat(refused.take()).isEmpty();
        assertThat(takeAll(other)).containsExactly("0-5");
    }

    @Test
    void a_settled_hours_note_is_forgotten_and_its_neighbours_kept() throws IOException {
        note(3, Note.Kind.REOPENED, null);
        note(4, Note.Kind.REOPENED, null);
        ProjectRun project = open(24);

        project.settled(START.plus(3));

        assertThat(ledger.notes()).containsOnlyKeys(START.plus(4));
        assertThat(project.notes().of(START.plus(3))).isEmpty();
    }

    @Test
    void a_worker_takes_window_after_window_until_there_is_none() throws IOException {
        Worker worker = open(3).workers(2).get(0);

        assertThat(worker.takes()).isTrue();
        assertThat(worker.window().hours()).hasToString("2026-11-01T03..2026-11-01T05");
        assertThat(worker.window().query()).isEqualTo("start=20261101T03&end=20261101T05");
        assertThat(worker.takes()).isTrue();
        assertThat(worker.takes()).isFalse();
        assertThat(worker.window()).isNull();
    }

    // Restatement. Hours are landed when they are half an hour old, and restated when they are two hours old.

    private void landedYoung(int... hours) {
        Instant now = clock.instant();
        for (int hour : hours) {
            clock.set(START.plus(hour).end().plus(Duration.ofMinutes(30)));
            committed(hour);
        }
        clock.set(now);
    }

    private ProjectRun restating(int window) throws IOException {
        return restating(window, Run.ofEverything());
    }

    @Test
    void only_hours_of_the_shard_are_restated() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        Shard shard = new Shard((int) Math.floorMod(START.number() / 2, 2L), 2);
        DueHours dueHours = new DueHours(clock, Duration.ofMinutes(30), List.of(Duration.ofHours(2)));

        ProjectRun project = new ProjectRun(
                new Run(Optional.empty(), Optional.empty(), shard),
                DEMO,
                ledger,
                dueHours,
                new Windows(2).sharded(shard),
                START);

        assertThat(takeAll(project)).containsExactly("0-1");
    }

    private ProjectRun restating(int window, Run run) throws IOException {
        DueHours dueHours = new DueHours(clock, Duration.ofMinutes(30), List.of(Duration.ofHours(2)));
        return new ProjectRun(run, DEMO, ledger, dueHours, new Windows(window), START);
    }

    @Test
    void an_hour_of_that_age_is_taken_again_and_a_younger_one_is_not() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);

        assertThat(takeAll(restating(24))).containsExactly("0-3");
        assertThat(takeAll(open(24))).as("never").isEmpty();
    }

    @Test
    void every_due_hour_is_taken_before_any_that_is_only_restated() throws IOException {
        landedYoung(2, 3, 4, 5);

        assertThat(takeAll(restating(2))).containsExactly("0-1", "2-3");
    }

    @Test
    void an_hour_that_becomes_due_while_others_are_restated_is_taken_next() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        ProjectRun project = restating(1);
        assertThat(project.take()).map(ProjectRunTest::spelled).contains("3-3");

        clock.pass(Duration.ofHours(1));

        assertThat(takeAll(project)).containsExactly("6-6", "2-2", "1-1", "0-0");
    }

    @Test
    void a_window_of_restated_hours_asks_for_no_hour_that_needs_nothing() throws IOException {
        landedYoung(0, 1, 3, 4, 5);
        committed(2);

        assertThat(takeAll(restating(24))).containsExactly("3-3", "0-1");
    }

    @Test
    void what_another_process_has_looked_at_meanwhile_is_left_out() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        ProjectRun project = restating(24);
        committed(2);

        assertThat(takeAll(project)).containsExactly("3-3", "0-1");
    }

    @Test
    void the_halves_of_a_window_of_restated_hours_are_taken_too() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        ProjectRun project = restating(24);

        project.halve(project.take().orElseThrow());

        assertThat(takeAll(project)).containsExactly("2-3", "0-1");
    }

    @Test
    void of_a_half_what_is_settled_by_then_is_left_out() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        ProjectRun project = restating(24);
        project.halve(project.take().orElseThrow());

        project.settled(START.plus(3));

        assertThat(takeAll(project)).containsExactly("2-2", "0-1");
    }

    @Test
    void a_restated_hour_is_not_due_and_a_run_that_does_not_get_to_it_has_left_nothing() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        ProjectRun project = restating(24);

        assertThat(project.due().isEmpty()).isTrue();
        assertThat(project.restated().count()).isEqualTo(4);
        assertThat(project.stillDue()).isZero();
    }

    @Test
    void only_hours_of_the_range_asked_for_are_restated() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        Run run = new Run(Optional.of(new HourRange(START.plus(1), START.plus(2))), Optional.empty());

        assertThat(takeAll(restating(24, run))).containsExactly("1-2");
    }

    @Test
    void an_hour_that_a_note_puts_off_is_not_restated_and_one_that_a_note_calls_for_is_due() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        note(1, Note.Kind.UNCONFIRMED, clock.instant().plus(Duration.ofHours(5)));
        note(2, Note.Kind.REOPENED, null);
        ProjectRun project = restating(24);

        assertThat(project.restated().hours()).containsExactly(START, START.plus(3));
        assertThat(project.due().hours()).containsExactly(START.plus(2));
    }

    @Test
    void what_is_restated_is_chosen_by_listings_alone() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        store.forgetCalls();

        takeAll(restating(24));

        assertThat(store.calls(Call.GET)).isEmpty();
        assertThat(store.calls(Call.OPEN)).isEmpty();
    }

    @Test
    void an_archive_that_arrived_before_the_hour_reached_its_age_is_no_answer() throws IOException {
        landedYoung(0, 1, 2, 3, 4, 5);
        ProjectRun project = restating(24);
        HourRange window = project.take().orElseThrow();

        assertThat(project.calledAt(window)).contains(START.plus(3).end().plus(Duration.ofHours(2)));
    }
}
