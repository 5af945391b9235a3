package caravan.report;

import caravan.report.Report.EventType;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The most frequent events of the report's days. */
record EventTypeReading(Answers answers) {
    List<EventType> of(String project, DaySpan span, int atMost) throws SQLException {
        if (!answers.has("silver", "events") || !answers.has("silver", "user_identities")) {
            return List.of();
        }
        // By times in UTC first, a day more on both sides, for DuckDB finds these without reading all.
        return answers.all(
                """
                with near as (
                    select event_type, user_key, date_diff('day', ?, cast(timezone(?, timezone('UTC', event_time)) as date)) as day
                    from silver.events join silver.user_identities using (project, identity)
                    where project = ? and event_type is not null and event_time >= ? and event_time < ?
                ), recent as (select * from near where day between 0 and %d
                ), days as (select event_type, day, count(*) as events from recent group by all)
                select event_type, count(*) as events, count(distinct user_key),
                       (select list(day order by day) from days where days.event_type = recent.event_type),
                       (select list(events order by day) from days where days.event_type = recent.event_type)
                from recent group by event_type order by events desc, event_type limit %d
                """.formatted(DaySpan.DAYS - 1, atMost),
                row -> new EventType(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        perDay((Object[]) row.getArray(4).getArray(), (Object[])
                                row.getArray(5).getArray())),
                span.first(),
                span.zone(),
                project,
                span.first().minusDays(1).atStartOfDay(),
                span.last().plusDays(2).atStartOfDay());
    }

    private static List<Long> perDay(Object[] days, Object[] events) {
        Long[] all = new Long[DaySpan.DAYS];
        Arrays.fill(all, 0L);
        for (int i = 0; i < days.length; i++) {
            all[((Number) days[i]).intValue()] = ((Number) events[i]).longValue();
        }
        return List.of(all);
    }
}
