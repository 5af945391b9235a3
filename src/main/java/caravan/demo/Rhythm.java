package caravan.demo;

import caravan.hour.Hour;
import java.time.DayOfWeek;

/** When the site's visitors come: busy at European office hours, slow at weekends, and some hours of the night without anyone. */
final class Rhythm {
    /** Per mille of an average hour, by UTC hour of day and from Monday on; each table averages 1000. */
    private static final int[] DAY = {
        200, 120, 60, 40, 80, 200, 500, 900, 1400, 1800, 1900, 1800, 1600, 1800, 1900, 1800, 1600, 1300, 1100, 1050,
        1000, 900, 600, 350
    };

    private static final int[] WEEK = {1150, 1200, 1200, 1150, 1050, 600, 650};

    private Rhythm() {}

    /** Events of the hour, given how many an average hour has. */
    static long events(long seed, Hour hour, long eventsPerHour) {
        if (isQuiet(seed, hour)) {
            return 0;
        }
        long noise = Dice.of(seed, hour.number(), "noise".hashCode()).between(900, 1100);
        int weekday = hour.day().getDayOfWeek().ordinal();
        return Math.round(eventsPerHour * (DAY[hour.ofDay()] * WEEK[weekday] / 1000 * noise / 1_000_000.0));
    }

    /** The site is down for maintenance each Sunday at 03:00; besides, one night hour in eight has nobody. */
    private static boolean isQuiet(long seed, Hour hour) {
        boolean night = hour.ofDay() >= 2 && hour.ofDay() <= 4;
        boolean maintenance = hour.ofDay() == 3 && hour.day().getDayOfWeek() == DayOfWeek.SUNDAY;
        return maintenance
                || night && Dice.of(seed, hour.number(), "night".hashCode()).oneIn(8);
    }
}
