package caravan.hour;

import static caravan.hour.HourRangeTest.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    private static final HourRange MONTHS = range("2026-08-05T03", "2026-11-01T09");

    private static List<Windows> shards(int size, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Windows(size).sharded(new Shard(index, count)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void every_hour_is_in_exactly_one_shard(int count) {
        for (int size : new int[] {1, 5, 24, 168}) {
            List<Hour> taken = new ArrayList<>();

            shards(size, count)
                    .forEach(windows -> windows.ours(HourSet.of(MONTHS)).hours().forEach(taken::add));

            assertThat(taken)
                    .as("windows of %d hours", size)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(MONTHS.hours().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void an_hour_stays_in_its_shard_whatever_is_due_and_wherever_the_project_starts(int count) {
        for (Windows windows : shards(24, count)) {
            HourSet all = windows.ours(HourSet.of(MONTHS));
            HourRange later = new HourRange(MONTHS.first().plus(31), MONTHS.last());
            HourSet holes = HourSet.of(later).remove(range("2026-09-01T05", "2026-09-03T02"));

            assertThat(windows.ours(HourSet.of(later)).hours())
                    .containsExactlyElementsOf(all.copy().retain(later).hours().toList());
            assertThat(windows.ours(holes).hours())
                    .containsExactlyElementsOf(
                            holes.hours().filter(all::contains).toList());
        }
    }

    @Test
    void a_share_that_was_written_down_once_is_the_same_for_ever() {
        HourSet days = HourSet.of(range("2026-11-01T00", "2026-11-07T23"));

        assertThat(new Windows(24)
                        .sharded(Shard.parse("1/3"))
                        .of(new Windows(24).sharded(Shard.parse("1/3")).ours(days)))
                .map(HourRange::toString)
                .containsExactly(
                        "2026-11-07T00..2026-11-07T23", "2026-11-04T00..2026-11-04T23", "2026-11-01T00..2026-11-01T23");
    }

    @Test
    void the_parts_of_a_halved_window_stay_in_its_shard() {
        Windows whole = new Windows(24).sharded(new Shard(0, 3));
        Windows halved = whole.limited(Map.of(Hour.parse("2026-11-03T00"), 6));

        HourSet ours = halved.ours(HourSet.of(range("2026-11-02T00", "2026-11-04T23")));

        assertThat(ours.hours())
                .containsExactlyElementsOf(
                        range("2026-11-03T00", "2026-11-03T23").hours().toList());
        assertThat(halved.of(ours)).hasSize(4);
    }

    @Test
    void a_share_of_no_hours_is_none_and_the_first_hours_of_all_have_one() {
        Windows windows = new Windows(168).sharded(new Shard(0, 1));

        assertThat(new Windows(168).sharded(new Shard(0, 2)).ours(new HourSet()).isEmpty())
                .isTrue();
        assertThat(windows.isOurs(Hour.EARLIEST)).isTrue();
        assertThat(shards(168, 2).stream()
                        .mapToInt(shard -> shard.ours(HourSet.of(HourRange.of(Hour.EARLIEST)))
                                .count())
                        .sum())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0/1", "2/8", "7/8", "9999/10000"})
    void a_shard_is_read_as_it_is_spelled(String text) {
        assertThat(Shard.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "8", "8/8", "-1/8", "0/0", "1/", "/8", "1/2/3", "1 / 2", "0/10001", "0/99999999999"})
    void anything_else_is_no_shard(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accepted is");
    }
}
