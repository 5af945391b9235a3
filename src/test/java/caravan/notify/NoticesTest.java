package caravan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.failure.Failure;
import caravan.failure.Failure.Kind;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.store.MemoryStore;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Never more than one message a case and day, whatever the store says and whoever else is at it. */
class NoticesTest {
    private static final HourRange FIVE = HourRange.of(Hour.parse("2026-11-01T05"));

    private final TestClock clock = TestClock.at("2026-11-02T12:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final MemoryStore here = new MemoryStore(clock);
    private final Notices notices = new Notices(store, here, clock);
    private boolean conclusive = true;
    private boolean over = true;
    private int runs;

    private final class Share implements Ended {
        private final String run = "run" + ++runs;

        @Override
        public String project() {
            return "web";
        }

        @Override
        public String run() {
            return run;
        }

        @Override
        public boolean isConclusive() {
            return conclusive;
        }

        @Override
        public boolean isOver(HourRange hours) {
            return over;
        }

        @Override
        public Optional<Instant> nextTry(Hour hour) {
            return Optional.empty();
        }
    }

    /** The first words of what is told after a run in which this went wrong. */
    private List<String> after(Notices by, Kind... kinds) {
        return told(by, kinds).stream()
                .map(notice -> notice.text().lines().findFirst().orElseThrow())
                .toList();
    }

    private List<Notice> told(Notices by, Kind... kinds) {
        Share share = new Share();
        Arrays.stream(kinds)
                .forEach(kind -> by.failed(
                        "web", Optional.of(FIVE), new Failure(kind, "a cause"), clock.instant(), share.run()));
        return by.due(share);
    }

    private List<String> after(Kind... kinds) {
        return after(notices, kinds);
    }

    @ParameterizedTest
    @EnumSource
    void what_passes_by_itself_is_not_told_and_what_needs_a_person_is(Kind kind) {
        boolean passes = List.of(
                        Kind.TOO_LARGE,
                        Kind.SOURCE_AWAY,
                        Kind.CORRUPT,
                        Kind.STORE_AWAY,
                        Kind.SPOOL_FULL,
                        Kind.WAREHOUSE_HELD,
                        Kind.WAREHOUSE_AWAY)
                .contains(kind);

        assertThat(after(kind)).hasSize(passes ? 0 : 1);
        assertThat(after(kind)).isEmpty();
    }

    @Test
    void cases_of_several_kinds_are_a_message_each() {
        assertThat(after(Kind.OVERSIZE, Kind.REFUSED, Kind.OVERSIZE))
                .containsExactly(
                        "Caravan needs a person: project web, refused",
                        "Caravan needs a person: project web, oversize");
    }

    @Test
    void a_message_is_told_by_one_of_two_processes_that_meet_the_case_at_once() {
        Notices other = new Notices(store, new MemoryStore(clock), clock);
        List<String> others = new ArrayList<>();
        store.before(Call.WRITE, () -> others.addAll(after(other, Kind.OVERSIZE)));

        assertThat(after(Kind.OVERSIZE)).isEmpty();
        assertThat(others).hasSize(1);
    }

    @Test
    void that_it_is_over_is_told_by_one_of_two_processes() {
        after(Kind.OVERSIZE);
        Notices other = new Notices(store, new MemoryStore(clock), clock);
        List<String> others = new ArrayList<>();
        store.before(Call.WRITE, () -> others.addAll(after(other)));

        assertThat(after()).isEmpty();
        assertThat(others).containsExactly("Caravan recovered: project web, oversize");
    }

    @Test
    void a_claim_whose_answer_was_lost_is_ours_all_the_same() {
        store.fail(Call.WRITE, Fault.LOST_AFTER);

        assertThat(after(Kind.OVERSIZE)).hasSize(1);
        assertThat(after(Kind.OVERSIZE)).isEmpty();
    }

    @Test
    void what_cannot_be_remembered_is_told_to_nobody_until_it_can() {
        for (int attempt = 0; attempt < 5; attempt++) {
            store.fail(Call.WRITE, Fault.LOST_BEFORE);
        }

        assertThat(after(Kind.OVERSIZE)).isEmpty();
        assertThat(after(Kind.OVERSIZE)).hasSize(1);
    }

    @Test
    void what_is_wrong_with_the_store_is_remembered_on_this_machine() {
        assertThat(after(Kind.STORE_REFUSED)).hasSize(1);
        assertThat(after(new Notices(store, here, clock), Kind.STORE_REFUSED)).isEmpty();
        assertThat(store.keys()).isEmpty();
        assertThat(here.keys()).containsExactly("_caravan/notified/web.json");
    }

    @Test
    void what_not_even_this_machine_can_write_down_is_told_once_by_a_process() {
        for (int attempt = 0; attempt < 50; attempt++) {
            here.fail(Call.WRITE, Fault.REFUSED);
        }

        assertThat(after(Kind.DISK)).hasSize(1);
        assertThat(after(Kind.DISK)).isEmpty();
        assertThat(after()).containsExactly("Caravan recovered: project web, disk");
    }

    @Test
    void nothing_is_over_where_a_run_was_cut_short_or_an_hour_is_not_done() {
        after(Kind.OVERSIZE);
        conclusive = false;
        assertThat(after()).isEmpty();
        conclusive = true;
        over = false;
        assertThat(after()).isEmpty();
        over = true;
        assertThat(after()).hasSize(1);
    }

    @Test
    void a_case_that_was_over_is_told_again_on_the_next_day_at_the_earliest() {
        after(Kind.OVERSIZE);
        after();
        assertThat(after(Kind.OVERSIZE)).isEmpty();
        assertThat(after()).isEmpty();

        clock.pass(Duration.ofHours(12));
        assertThat(after(Kind.OVERSIZE)).containsExactly("Caravan needs a person: project web, oversize");
    }

    @Test
    void a_message_that_came_to_nobody_is_tried_again_and_then_told_once() {
        notices.undelivered(told(notices, Kind.OVERSIZE).get(0), "away");

        assertThat(after(Kind.OVERSIZE)).hasSize(1);
        assertThat(after(Kind.OVERSIZE)).isEmpty();
    }

    @Test
    void three_messages_that_came_to_nobody_are_enough_for_a_day() {
        for (int tries = 0; tries < 3; tries++) {
            notices.undelivered(told(notices, Kind.OVERSIZE).get(0), "away");
        }
        assertThat(after(Kind.OVERSIZE)).isEmpty();
        assertThat(after()).as("nobody was told").isEmpty();

        clock.pass(Duration.ofDays(1));
        assertThat(after(Kind.OVERSIZE)).hasSize(1);
    }

    @Test
    void a_recovery_that_came_to_nobody_is_told_later() {
        after(Kind.OVERSIZE);
        notices.undelivered(told(notices).get(0), "away");

        assertThat(after()).containsExactly("Caravan recovered: project web, oversize");
        assertThat(after()).isEmpty();
    }

    @Test
    void a_reminder_that_came_to_nobody_does_not_forget_that_people_know_of_the_case() {
        after(Kind.OVERSIZE);
        clock.pass(Duration.ofDays(1));
        notices.undelivered(told(notices, Kind.OVERSIZE).get(0), "away");

        assertThat(after()).containsExactly("Caravan recovered: project web, oversize");
    }

    @Test
    void what_somebody_else_has_written_there_is_written_over() {
        store.put("_caravan/notified/web.json", "{\"cases\": 7");

        assertThat(after(Kind.OVERSIZE)).hasSize(1);
        assertThat(after(Kind.OVERSIZE)).isEmpty();
    }

    @Test
    void very_many_hours_are_a_message_of_a_few_lines() {
        Share share = new Share();
        for (int hour = 0; hour < 400; hour += 2) {
            notices.failed(
                    "web",
                    Optional.of(HourRange.of(FIVE.first().plus(hour))),
                    new Failure(Kind.OVERSIZE, "cause " + hour + " " + "x".repeat(10_000)),
                    clock.instant(),
                    share.run());
        }
        String text = notices.due(share).get(0).text();

        assertThat(text).contains("hours: ... ", " (200 hours)\n").hasSizeLessThan(3_000);
        assertThat(text.lines()).hasSizeLessThan(12);
        assertThat(store.bytes("_caravan/notified/web.json")).hasSizeLessThan(4_000);
    }
}
