package caravan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MishapsTest {
    private static final Hour LAST = Hour.parse("2026-11-29T09");

    private static HourRange last(long hours) {
        return new HourRange(LAST.plus(1 - hours), LAST);
    }

    @Test
    void each_is_another_hour_of_those_that_the_demo_has() {
        LongStream.of(6, 24, 48, 168, 1440).mapToObj(MishapsTest::last).forEach(hours -> {
            Mishaps mishaps = Mishaps.in(hours);

            assertThat(hours.contains(mishaps.tooLarge()))
                    .as(mishaps + " in " + hours)
                    .isTrue();
            assertThat(hours.contains(mishaps.slow())).isTrue();
            assertThat(hours.contains(mishaps.outage().first())).isTrue();
            assertThat(hours.contains(mishaps.outage().last())).isTrue();
            assertThat(mishaps.tooLarge()).isNotEqualTo(mishaps.slow());
            assertThat(mishaps.outage().contains(mishaps.tooLarge())).isFalse();
            assertThat(mishaps.outage().contains(mishaps.slow())).isFalse();
        });
    }

    @Test
    void of_many_hours_the_outage_is_a_working_day() {
        assertThat(Mishaps.in(last(48)).outage())
                .isEqualTo(new HourRange(Hour.parse("2026-11-28T08"), Hour.parse("2026-11-28T17")));
    }

    @Test
    void a_window_with_such_an_hour_in_it_is_refused_and_others_are_not() {
        Mishaps mishaps = Mishaps.in(last(48));

        assertThat(mishaps.of(last(48))).contains(Trouble.tooLarge());
        assertThat(mishaps.of(HourRange.of(mishaps.slow()))).contains(Trouble.gatewayTimeout());
        assertThat(mishaps.of(mishaps.outage())).isEmpty();
    }

    @Test
    void in_an_outage_there_are_no_events() {
        HourRange outage = Mishaps.in(last(48)).outage();
        SimulatedProject project = SimulatedProject.small().withOutage(outage);

        assertThat(outage.hours()).allMatch(hour -> project.events(hour) == 0);
        assertThat(project.events(outage.last().plus(1))).isPositive();
    }
}
