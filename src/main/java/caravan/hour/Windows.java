package caravan.hour;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts due hours into windows: runs of consecutive due hours that do not cross a line of the UTC grid. The grid's lines lie
 * at multiples of the window size since 1970, so that every replica, and every later run, cuts alike.
 *
 * @param size hours a window at most
 */
public record Windows(int size) {
    public Windows {
        if (size < 1) {
            throw new IllegalArgumentException("a window of " + size + " hours");
        }
    }

    /** The window that ends with the newest due hour; empty where nothing is due. */
    public Optional<HourRange> newest(HourSet due) {
        return due.last().map(last -> {
            Hour first = last;
            while (first.number() % size != 0 && due.contains(first.plus(-1))) {
                first = first.plus(-1);
            }
            return new HourRange(first, last);
        });
    }

    /** All windows, newest first: a long backfill never keeps yesterday waiting. */
    public List<HourRange> of(HourSet due) {
        List<HourRange> windows = new ArrayList<>();
        HourSet left = due.copy();
        for (Optional<HourRange> next = newest(left); next.isPresent(); next = newest(left)) {
            windows.add(next.get());
            left.removeAll(HourSet.of(next.get()));
        }
        return windows;
    }
}
