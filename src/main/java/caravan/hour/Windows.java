package caravan.hour;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts due hours into windows: runs of consecutive due hours that do not cross a line of the UTC grid. The grid's lines lie
 * at multiples of the window size since 1970, so that every replica, and every later run, cuts alike.
 *
 * @param size hours a window at most: the distance of the grid's lines
 * @param limits fewer hours for the cell of the grid in which such an hour lies; the least counts, lines lie that far apart there
 * @param shard which of its cells are ours to take from
 */
public record Windows(int size, Map<Hour, Integer> limits, Shard shard) {
    public Windows {
        if (size < 1) {
            throw new IllegalArgumentException("a window of " + size + " hours");
        }
        limits = Map.copyOf(limits);
    }

    public Windows(int size) {
        this(size, Map.of(), Shard.WHOLE);
    }

    /** The same grid, with only this share of its cells to take from. */
    public Windows sharded(Shard only) {
        return new Windows(size, limits, only);
    }

    /** The same grid, with smaller windows in some of its cells. */
    public Windows limited(Map<Hour, Integer> smaller) {
        return new Windows(size, smaller, shard);
    }

    /** The cell of the grid in which this hour lies: what is asked for at once where nothing speaks against it. */
    public HourRange cell(Hour hour) {
        Hour first = hour.plus(-Math.floorMod(hour.number(), size));
        return new HourRange(first, first.plus(size - 1));
    }

    private long number(Hour hour) {
        return Math.floorDiv(hour.number(), size);
    }

    /** Whether the hour lies in a cell of our shard. Limits change nothing: the parts of a cell stay together. */
    public boolean isOurs(Hour hour) {
        return shard.takes(number(hour));
    }

    /** Those of these hours that lie in cells of our shard. */
    public HourSet ours(HourSet hours) {
        HourSet ours = hours.copy();
        if (shard.isWhole() || hours.isEmpty()) {
            return ours;
        }
        HourRange all = new HourRange(hours.first().orElseThrow(), hours.last().orElseThrow());
        for (Hour hour = all.first();
                all.contains(hour);
                hour = cell(hour).last().plus(1)) {
            if (!isOurs(hour)) {
                cell(hour).intersect(all).ifPresent(ours::remove);
            }
        }
        return ours;
    }

    /** The window that ends with the newest due hour; empty where nothing is due. */
    public Optional<HourRange> newest(HourSet due) {
        return due.last().map(last -> {
            HourRange cell = cell(last);
            int most = most(cell);
            Hour first = last;
            while ((first.number() - cell.first().number()) % most != 0 && due.contains(first.plus(-1))) {
                first = first.plus(-1);
            }
            return new HourRange(first, last);
        });
    }

    private int most(HourRange cell) {
        return limits.entrySet().stream()
                .filter(limit -> cell.contains(limit.getKey()))
                .mapToInt(limit -> Math.max(1, Math.min(size, limit.getValue())))
                .min()
                .orElse(size);
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
