package caravan.report;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The thirty days that a report tells of, as they are in one time zone.
 *
 * @param zone as the warehouse spells it
 * @param last the day that the newest loaded hour ends in
 * @param isOver whether that hour is the last one of it
 */
public record DaySpan(String zone, LocalDate last, boolean isOver) {
    static final int DAYS = 30;

    /**
     * In the zone that days are counted in: UTC where it is one of several. DuckDB, which has counted them, says which day it is.
     *
     * @param newest begin of the newest loaded hour
     */
    static DaySpan of(Answers answers, String project, Instant newest) throws SQLException {
        String zone = zone(answers, project);
        LocalDateTime begin = LocalDateTime.ofInstant(newest, ZoneOffset.UTC);
        LocalDate last = date(answers, zone, begin.plusMinutes(59));
        return new DaySpan(zone, last, date(answers, zone, begin.plusHours(1)).isAfter(last));
    }

    private static String zone(Answers answers, String project) throws SQLException {
        if (!answers.has("gold", "daily_activity")) {
            return "UTC";
        }
        return answers.all(
                        "select coalesce(min(time_zone) filter (where time_zone = 'UTC'), min(time_zone), 'UTC')"
                                + " from gold.daily_activity where project = ?",
                        row -> row.getString(1),
                        project)
                .get(0);
    }

    private static LocalDate date(Answers answers, String zone, LocalDateTime utc) throws SQLException {
        return answers.all(
                        "select cast(timezone(?, timezone('UTC', ?::timestamp)) as date)",
                        row -> row.getObject(1, LocalDate.class),
                        zone,
                        utc)
                .get(0);
    }

    LocalDate first() {
        return last.minusDays(DAYS - 1);
    }
}
