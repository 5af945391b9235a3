package caravan.sync;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/** Runs of hours that are taken before the newest window: their archives lie in the spool, or they were halved. Not thread-safe. */
final class Precedence {
    private final Deque<HourRange> next = new ArrayDeque<>();

    /** After those that have precedence already. */
    void add(HourRange hours) {
        next.add(hours);
    }

    /** Both halves, the later one first, before all others. */
    void halve(HourRange hours) {
        Hour middle = hours.first().plus(hours.count() / 2);
        next.push(new HourRange(hours.first(), middle.plus(-1)));
        next.push(new HourRange(middle, hours.last()));
    }

    /**
     * The last consecutive hours of the first run that has any left to ask for; runs that have none go.
     *
     * @param open of a run, the hours that are still to be asked for
     */
    Optional<HourRange> window(Function<HourRange, HourSet> open) {
        while (!next.isEmpty()) {
            Optional<HourRange> window = open.apply(next.peek()).lastRun();
            if (window.isPresent()) {
                return window;
            }
            next.pop();
        }
        return Optional.empty();
    }

    /** The window is asked for: of the run that it is the end of, what is before it stays. */
    void taken(HourRange window) {
        HourRange first = next.peek();
        if (first != null && first.contains(window)) {
            next.pop();
            if (first.first().compareTo(window.first()) < 0) {
                next.push(new HourRange(first.first(), window.first().plus(-1)));
            }
        }
    }
}
