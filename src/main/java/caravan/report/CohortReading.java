package caravan.report;

import caravan.report.Report.Cohort;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Who came again, of the users of the last eight weeks that had any. */
record CohortReading(Answers answers) {
    private static final int WEEKS = 8;

    List<Cohort> of(String project, DaySpan span) throws SQLException {
        if (!answers.has("gold", "retention")) {
            return List.of();
        }
        // The model has a row for each period that has begun, also for those in which nobody came.
        return answers.all(
                """
                with recent as (
                    select cast(cohort_week as date) as week, max(cohort_users) as users, list(share order by period) as shares
                    from gold.retention where project = ? and time_zone = ? and cast(cohort_week as date) between ? and ?
                    group by week order by week desc limit
                """ + WEEKS + ") from recent order by week",
                row -> new Cohort(row.getObject(1, LocalDate.class), row.getLong(2), shares((Object[])
                        row.getArray(3).getArray())),
                project,
                span.zone(),
                span.last().minusWeeks(WEEKS),
                span.last());
    }

    private static List<Double> shares(Object[] values) {
        return Arrays.stream(values).map(Double.class::cast).toList();
    }
}
