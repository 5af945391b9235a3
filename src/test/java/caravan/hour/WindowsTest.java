package caravan.hour;

import static caravan.hour.HourRangeTest.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 168})
    void a_window_never_crosses_a_line_of_the_grid(int size) {
        for (HourRange window : new Windows(size).of(scattered())) {
            assertThat(window.first().number() / size)
                    .as("%s", window)
                    .isEqualTo(window.last().number() / size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 168})
    void windows_hold_every_due_hour_once_and_no_other(int size) {
        HourSet due = scattered();

        List<HourRange> windows = new Windows(size).of(due);

        assertThat(windows.stream().flatMap(HourRange::hours))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(due.hours().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 168})
    void windows_come_newest_first(int size) {
        assertThat(new Windows(size).of(scattered()))
                .isSortedAccordingTo((one, other) -> other.first().compareTo(one.first()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 168})
    void a_window_is_as_long_as_the_grid_and_the_due_hours_let_it(int size) {
        HourSet due = scattered();

        for (HourRange window : new Windows(size).of(due)) {
            Hour before = window.first().plus(-1);
            Hour after = window.last().plus(1);
            assertThat(window.first().number() % size == 0 || !due.contains(before))
                    .as("%s could begin earlier", window)
                    .isTrue();
            assertThat(after.number() % size == 0 || !due.contains(after))
                    .as("%s could end later", window)
                    .isTrue();
        }
    }

    @Test
    void windows_of_a_day_lie_between_midnights() {
        assertThat(new Windows(24).of(HourSet.of(range("2026-10-31T22", "2026-11-02T01"))))
                .map(HourRange::toString)
                .containsExactly(
                        "2026-11-02T00..2026-11-02T01", "2026-11-01T00..2026-11-01T23", "2026-10-31T22..2026-10-31T23");
    }

    @Test
    void a_done_hour_parts_a_window() {
        HourSet due = HourSet.of(range("2026-11-01T00", "2026-11-01T09")).remove(Hour.parse("2026-11-01T05"));

        assertThat(new Windows(24).of(due))
                .map(HourRange::toString)
                .containsExactly("2026-11-01T06..2026-11-01T09", "2026-11-01T00..2026-11-01T04");
    }

    @Test
    void who_begins_later_cuts_the_older_hours_alike() {
        HourSet due = HourSet.of(range("2026-10-01T07", "2026-11-01T09"));
        HourSet laterDue = HourSet.of(range("2026-10-01T07", "2026-11-01T20"));

        List<HourRange> windows = new Windows(5).of(due);
        List<HourRange> later = new Windows(5).of(laterDue);

        assertThat(later).containsAll(windows.subList(1, windows.size()));
    }

    @Test
    void cutting_leaves_the_due_hours_as_they_were() {
        HourSet due = HourSet.of(range("2026-11-01T00", "2026-11-01T09"));

        new Windows(24).of(due);

        assertThat(due.count()).isEqualTo(10);
    }

    @Test
    void nothing_due_is_no_window() {
        assertThat(new Windows(24).of(new HourSet())).isEmpty();
        assertThat(new Windows(24).newest(new HourSet())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -24})
    void a_window_has_at_least_an_hour(int size) {
        assertThatThrownBy(() -> new Windows(size)).isInstanceOf(IllegalArgumentException.class);
    }

    private static HourSet scattered() {
        Random random = new Random(20261101);
        HourSet due = new HourSet();
        Hour hour = Hour.parse("2026-08-30T13");
        for (int i = 0; i < 2000; i++) {
            if (random.nextInt(40) != 0) {
                due.add(hour.plus(i));
            }
        }
        return due;
    }

    @Test
    void a_limit_cuts_its_own_cell_of_the_grid_and_no_other() {
        HourSet due = HourSet.of(range("2026-10-31T00", "2026-11-02T23"));

        List<HourRange> windows = new Windows(24)
                .limited(Map.of(Hour.parse("2026-11-01T07"), 12, Hour.parse("2026-11-01T09"), 18))
                .of(due);

        assertThat(windows)
                .containsExactly(
                        range("2026-11-02T00", "2026-11-02T23"),
                        range("2026-11-01T12", "2026-11-01T23"),
                        range("2026-11-01T00", "2026-11-01T11"),
                        range("2026-10-31T00", "2026-10-31T23"));
    }

    @Test
    void a_limit_is_never_more_than_the_window() {
        HourSet due = HourSet.of(range("2026-11-01T00", "2026-11-01T23"));

        assertThat(new Windows(6)
                        .limited(Map.of(Hour.parse("2026-11-01T07"), 12))
                        .of(due))
                .hasSize(4);
    }

    @Test
    void the_cell_of_an_hour_is_the_part_of_the_grid_in_which_it_lies() {
        assertThat(new Windows(24).cell(Hour.parse("2026-11-01T07")))
                .isEqualTo(range("2026-11-01T00", "2026-11-01T23"));
        assertThat(new Windows(1).cell(Hour.parse("2026-11-01T07"))).isEqualTo(range("2026-11-01T07", "2026-11-01T07"));
    }
}
