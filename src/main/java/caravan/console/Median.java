package caravan.console;

import java.util.Arrays;

/** The middle one of some numbers, the lower of two. */
final class Median {
    private Median() {}

    /** {@link Columns#NONE} where there are none. */
    static long of(long[] numbers) {
        if (numbers.length == 0) {
            return Columns.NONE;
        }
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
