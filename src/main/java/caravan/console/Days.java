package caravan.console;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.ArrayList;
import java.util.List;

/** A range day by day: the first and the last may not be whole. */
final class Days {
    private Days() {}

    static List<HourRange> of(HourRange range) {
        List<HourRange> days = new ArrayList<>();
        Hour at = range.first();
        while (at.compareTo(range.last()) <= 0) {
            Hour last = Hour.of(at.day(), 23);
            days.add(new HourRange(at, last.compareTo(range.last()) < 0 ? last : range.last()));
            at = last.plus(1);
        }
        return days;
    }
}
