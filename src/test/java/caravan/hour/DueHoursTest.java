package caravan.hour;

import static caravan.hour.HourRangeTest.range;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DueHoursTest {
    private static final Hour START = Hour.parse("2026-11-01T00");
    private static final HourRange CLOSED = range("2026-11-01T00", "2026-11-01T03");

    private final TestClock clock = TestClock.at("2026-11-01T06:15:00Z");
    private final DueHours dueHours = new DueHours(clock, Duration.parse("PT2H15M"));

    @Test
    void an_hour_closes_when_the_grace_after_its_end_is_over() {
        assertThat(dueHours.closed(START)).contains(CLOSED);
    }

    @Test
    void an_hour_is_not_closed_a_nanosecond_before_its_grace_is_over() {
        clock.pass(Duration.ofNanos(-1));

        assertThat(dueHours.closed(START)).contains(range("2026-11-01T00", "2026-11-01T02"));
    }

    @Test
    void before_the_first_hour_has_closed_none_is() {
        clock.set(START.start().plus(Duration.parse("PT3H14M59S")));

        assertThat(dueHours.closed(START)).isEmpty();
    }

    @Test
    void due_is_what_is_closed_and_not_done() {
        assertThat(due(hours("2026-11-01T01"), new HourSet(), new HourSet()).hours())
                .map(Hour::toString)
                .containsExactly("2026-11-01T00", "2026-11-01T02", "2026-11-01T03");
    }

    @Test
    void a_done_hour_is_due_where_a_note_calls_for_it() {
        HourSet all = HourSet.of(CLOSED);

        assertThat(due(all, hours("2026-11-01T01"), new HourSet()).hours())
                .map(Hour::toString)
                .containsExactly("2026-11-01T01");
    }

    @Test
    void an_hour_is_not_due_while_a_note_puts_it_off() {
        assertThat(due(new HourSet(), new HourSet(), hours("2026-11-01T01")).hours())
                .map(Hour::toString)
                .containsExactly("2026-11-01T00", "2026-11-01T02", "2026-11-01T03");
    }

    @Test
    void a_note_on_an_hour_that_has_not_closed_does_not_make_it_due() {
        assertThat(due(HourSet.of(CLOSED), hours("2026-11-01T04"), new HourSet())
                        .hours())
                .isEmpty();
    }

    @Test
    void a_wrong_clock_skips_nothing() {
        clock.pass(Duration.ofDays(30));
        clock.pass(Duration.ofDays(-30));

        assertThat(due(new HourSet(), new HourSet(), new HourSet()).hours())
                .containsExactlyElementsOf(CLOSED.hours().toList());
    }

    private HourSet due(HourSet done, HourSet called, HourSet putOff) {
        return dueHours.of(dueHours.closed(START).orElseThrow(), done, called, putOff);
    }

    private static HourSet hours(String hour) {
        return HourSet.of(List.of(Hour.parse(hour)));
    }

    // Restatement. The hour 00 ended at 01:00; by a clock of 06:15 it is five hours and a quarter old.

    private HourSet restated(String written, String... ages) {
        DueHours restating = new DueHours(
                clock, Duration.ZERO, Stream.of(ages).map(Duration::parse).toList());
        return restating.restated(Map.of(START, Instant.parse(written)));
    }

    @Test
    void an_hour_is_restated_from_the_instant_on_at_which_it_reaches_the_age() {
        assertThat(restated("2026-11-01T03:20:00Z", "PT5H15M").contains(START)).isTrue();

        clock.pass(Duration.ofNanos(-1));

        assertThat(restated("2026-11-01T03:20:00Z", "PT5H15M").isEmpty()).isTrue();
    }

    @Test
    void an_hour_that_landed_when_it_had_reached_the_age_is_not_restated_for_it() {
        assertThat(restated("2026-11-01T05:59:59.999Z", "PT5H").contains(START)).isTrue();
        assertThat(restated("2026-11-01T06:00:00Z", "PT5H").isEmpty()).isTrue();
    }

    @Test
    void of_several_ages_each_that_is_reached_asks_for_one_look_after_it() {
        assertThat(restated("2026-11-01T03:00:00Z", "PT1H", "PT3H", "P1D").contains(START))
                .as("written when it was two hours old")
                .isTrue();
        assertThat(restated("2026-11-01T04:00:00Z", "PT1H", "PT3H", "P1D").isEmpty())
                .as("looked at when it was three hours old; a day it is not yet")
                .isTrue();
    }

    @Test
    void without_ages_nothing_is_ever_restated() {
        clock.pass(Duration.ofDays(900));

        assertThat(restated("2026-11-01T03:00:00Z").isEmpty()).isTrue();
        assertThat(dueHours.restatable(START)).isEmpty();
    }

    @Test
    void when_an_hour_was_to_be_asked_for_again_is_the_greatest_age_that_it_reached() {
        DueHours restating = new DueHours(
                clock, Duration.ZERO, List.of(Duration.ofHours(1), Duration.ofHours(3), Duration.ofDays(1)));

        assertThat(restating.restatable(START)).contains(Instant.parse("2026-11-01T04:00:00Z"));
        assertThat(restating.restatable(START.plus(5))).isEmpty();
    }

    @Test
    void the_next_look_at_an_hour_is_at_the_first_age_after_its_record_was_written() {
        Hour hour = Hour.parse("2026-11-01T05");
        DueHours dueHours =
                new DueHours(Clock.systemUTC(), Duration.ZERO, List.of(Duration.ofDays(1), Duration.ofDays(7)));

        assertThat(dueHours.nextLook(hour, hour.end())).contains(hour.end().plus(Duration.ofDays(1)));
        assertThat(dueHours.nextLook(hour, hour.end().plus(Duration.ofDays(1))))
                .contains(hour.end().plus(Duration.ofDays(7)));
        assertThat(dueHours.nextLook(hour, hour.end().plus(Duration.ofDays(7)))).isEmpty();
    }
}
