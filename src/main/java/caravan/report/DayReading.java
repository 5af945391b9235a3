package caravan.report;

import caravan.report.Report.Day;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The activity of each day of the report; none at all where the models have found nothing in them. */
record DayReading(Answers answers) {
    List<Day> of(String project, DaySpan span) throws SQLException {
        if (!answers.has("gold", "daily_activity")) {
            return List.of();
        }
        Map<LocalDate, Day> known = new HashMap<>();
        answers.all(
                        """
                        select cast(day as date), dau, wau, mau, new_users, returning_users, stickiness, events
                        from gold.daily_activity where project = ? and time_zone = ? and cast(day as date) between ? and ?
                        """,
                        row -> new Day(
                                row.getObject(1, LocalDate.class),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getDouble(7),
                                row.getLong(8)),
                        project,
                        span.zone(),
                        span.first(),
                        span.last())
                .forEach(day -> known.put(day.date(), day));
        return known.isEmpty()
                ? List.of()
                : span.first()
                        .datesUntil(span.last().plusDays(1))
                        .map(date -> known.getOrDefault(date, Day.empty(date)))
                        .toList();
    }
}
