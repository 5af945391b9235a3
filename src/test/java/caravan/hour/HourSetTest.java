package caravan.hour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HourSetTest {
    private static final Hour FIVE = Hour.parse("2026-11-01T05");

    private static HourSet set(String first, String last) {
        return HourSet.of(HourRangeTest.range(first, last));
    }

    @Test
    void a_new_set_has_no_hour_and_no_ends() {
        HourSet none = new HourSet();

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.count()).isZero();
        assertThat(none.first()).isEmpty();
        assertThat(none.last()).isEmpty();
        assertThat(none.hours()).isEmpty();
    }

    @Test
    void a_set_of_a_range_has_both_ends_and_nothing_beside_them() {
        HourSet set = set("2026-11-01T05", "2026-11-01T07");

        assertThat(set.hours()).containsExactly(FIVE, FIVE.plus(1), FIVE.plus(2));
        assertThat(set.first()).contains(FIVE);
        assertThat(set.last()).contains(FIVE.plus(2));
        assertThat(set.contains(FIVE.plus(-1))).isFalse();
        assertThat(set.contains(FIVE.plus(3))).isFalse();
    }

    @Test
    void hours_come_oldest_first_and_once_whatever_the_order_they_went_in() {
        assertThat(HourSet.of(List.of(FIVE.plus(9), FIVE, FIVE.plus(9), FIVE.plus(1)))
                        .hours())
                .containsExactly(FIVE, FIVE.plus(1), FIVE.plus(9));
    }

    @Test
    void a_copy_is_not_touched_by_what_happens_to_the_original() {
        HourSet original = HourSet.of(List.of(FIVE));
        HourSet copy = original.copy();

        original.remove(FIVE).add(FIVE.plus(1));

        assertThat(copy.hours()).containsExactly(FIVE);
        assertThat(original.hours()).containsExactly(FIVE.plus(1));
    }

    @Test
    void adding_and_removing_sets_leaves_the_other_set_as_it_was() {
        HourSet one = set("2026-11-01T05", "2026-11-01T06");
        HourSet other = set("2026-11-01T06", "2026-11-01T07");

        assertThat(one.copy().addAll(other).hours()).containsExactly(FIVE, FIVE.plus(1), FIVE.plus(2));
        assertThat(one.copy().removeAll(other).hours()).containsExactly(FIVE);
        assertThat(other.hours()).containsExactly(FIVE.plus(1), FIVE.plus(2));
    }

    @Test
    void what_is_outside_a_range_is_not_retained() {
        assertThat(set("2026-11-01T03", "2026-11-01T09")
                        .retain(HourRangeTest.range("2026-11-01T05", "2026-11-01T06"))
                        .hours())
                .containsExactly(FIVE, FIVE.plus(1));
    }

    @Test
    void the_earliest_hour_can_be_held() {
        assertThat(HourSet.of(List.of(Hour.EARLIEST)).first()).contains(Hour.EARLIEST);
    }

    @Test
    void an_hour_before_the_earliest_is_refused_and_never_contained() {
        Hour before = Hour.EARLIEST.plus(-1);

        assertThat(new HourSet().contains(before)).isFalse();
        assertThatThrownBy(() -> new HourSet().add(before))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2014-11-11T23");
    }
}
