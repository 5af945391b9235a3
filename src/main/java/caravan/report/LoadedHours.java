package caravan.report;

import caravan.report.Report.Collision;
import caravan.report.Report.Reason;
import caravan.report.Report.Wrong;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The hours of a project that are loaded: begin of the first, of the last before a gap, and of the newest.
 *
 * @param missing hours between the first and the newest that are not loaded
 */
record LoadedHours(String project, Instant first, Instant completeThrough, Instant newest, long missing) {
    private static final int REASONS = 3;

    static LoadedHours of(Answers answers, String project) throws SQLException {
        return answers.all(
                        """
                        select min(hour), min(hour) filter (where next is distinct from hour + interval 1 hour), max(hour),
                               date_diff('hour', min(hour), max(hour)) + 1 - count(*)
                        from (select hour, lead(hour) over (order by hour) as next from bronze.loads where project = ?)
                        """,
                        row -> new LoadedHours(
                                project, instant(row, 1), instant(row, 2), instant(row, 3), row.getLong(4)),
                        project)
                .get(0);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    Wrong wrong(Answers answers, List<Collision> collisions) throws SQLException {
        return new Wrong(
                missing,
                answers.number("""
                        select count(*) from bronze.loads
                        where project = ? and load_number > (select coalesce(max(load_number), -1) from bronze.refreshes)
                        """, project),
                Optional.empty(),
                answers.number("select count(*) from bronze.rejected where project = ?", project),
                answers.all(
                        "select reason, count(*) as lines from bronze.rejected where project = ? group by reason"
                                + " order by lines desc, reason limit " + REASONS,
                        row -> new Reason(row.getString(1), row.getLong(2)),
                        project),
                collisions);
    }
}
