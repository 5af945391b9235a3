package caravan.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;

/**
 * A page in a week.
 *
 * @param path of the page
 * @param monday the first UTC day of the week
 */
public record PageWeek(String path, LocalDate monday) implements Comparable<PageWeek> {
    public PageWeek {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException(monday + " is no Monday, and weeks begin on one");
        }
    }

    /** @param micros since 1970 UTC */
    static PageWeek of(String path, long micros) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, Times.DAY));
        return new PageWeek(path, day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    @Override
    public int compareTo(PageWeek other) {
        return Comparator.comparing(PageWeek::path)
                .thenComparing(PageWeek::monday)
                .compare(this, other);
    }
}
