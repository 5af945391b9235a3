package caravan.hour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class HourRangeTest {
    static HourRange range(String first, String last) {
        return new HourRange(Hour.parse(first), Hour.parse(last));
    }

    @Test
    void both_ends_belong_to_a_range() {
        HourRange night = range("2026-11-01T22", "2026-11-02T01");

        assertThat(night.count()).isEqualTo(4);
        assertThat(night.hours())
                .map(Hour::toString)
                .containsExactly("2026-11-01T22", "2026-11-01T23", "2026-11-02T00", "2026-11-02T01");
        assertThat(night.contains(night.first())).isTrue();
        assertThat(night.contains(night.last())).isTrue();
        assertThat(night.contains(night.first().plus(-1))).isFalse();
        assertThat(night.contains(night.last().plus(1))).isFalse();
    }

    @Test
    void a_day_has_24_hours() {
        assertThat(HourRange.of(LocalDate.parse("2026-11-01"))).isEqualTo(range("2026-11-01T00", "2026-11-01T23"));
    }

    @Test
    void a_range_of_one_hour_is_spelled_as_the_hour() {
        assertThat(HourRange.of(Hour.parse("2026-11-01T22")))
                .hasToString("2026-11-01T22")
                .extracting(HourRange::count)
                .isEqualTo(1);
    }

    @Test
    void a_range_does_not_end_before_it_begins() {
        assertThatThrownBy(() -> range("2026-11-01T01", "2026-11-01T00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-01T01")
                .hasMessageContaining("2026-11-01T00");
    }

    @Test
    void ranges_that_touch_in_one_hour_share_it() {
        assertThat(range("2026-11-01T00", "2026-11-01T05").intersect(range("2026-11-01T05", "2026-11-01T09")))
                .contains(HourRange.of(Hour.parse("2026-11-01T05")));
    }

    @Test
    void neighbouring_ranges_share_nothing() {
        HourRange early = range("2026-11-01T00", "2026-11-01T04");
        HourRange late = range("2026-11-01T05", "2026-11-01T09");

        assertThat(early.intersect(late)).isEmpty();
        assertThat(late.intersect(early)).isEmpty();
    }

    @Test
    void a_range_contains_itself_and_not_one_that_reaches_over() {
        HourRange range = range("2026-11-01T00", "2026-11-01T04");

        assertThat(range.contains(range)).isTrue();
        assertThat(range.contains(range("2026-11-01T01", "2026-11-01T03"))).isTrue();
        assertThat(range.contains(range("2026-11-01T01", "2026-11-01T05"))).isFalse();
        assertThat(range.contains(range("2026-10-31T23", "2026-11-01T03"))).isFalse();
    }
}
