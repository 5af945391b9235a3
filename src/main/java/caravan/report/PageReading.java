package caravan.report;

import caravan.report.Report.TroubledPage;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages on which people struggle, of the two newest weeks: each by the week in which it was worse. */
final class PageReading {
    /** What two or three people did says nothing of a page, where there is another one. */
    private static final int VISITORS = 5;

    private final Answers answers;

    PageReading(Answers answers) {
        this.answers = answers;
    }

    List<TroubledPage> of(String project, int atMost) throws SQLException {
        if (!answers.has("gold", "page_friction")) {
            return List.of();
        }
        return answers.all("""
                with recent as (
                    select * from gold.page_friction where project = ? and page_path is not null and score > 0
                    and week >= (select max(week) from gold.page_friction where project = ?) - interval 7 day
                ), worse as (
                    select * from recent qualify row_number() over (
                        partition by page_path order by visitors >= %d desc, score desc, week desc) = 1
                )
                select *, cast(week as date) as monday from worse
                where visitors >= %d or not exists (select 1 from worse where visitors >= %d)
                order by score desc, views desc, page_path limit %d
                """.formatted(VISITORS, VISITORS, VISITORS, atMost), PageReading::page, project, project);
    }

    private static TroubledPage page(ResultSet row) throws SQLException {
        return new TroubledPage(
                row.getString("page_path"),
                row.getObject("monday", LocalDate.class),
                row.getDouble("score"),
                row.getLong("views"),
                row.getLong("visitors"),
                reasons(row));
    }

    /** The components' words, the weightiest component first. */
    private static List<String> reasons(ResultSet row) throws SQLException {
        Map<String, Double> weights = new LinkedHashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnName(i).startsWith("c_")) {
                weights.put(columns.getColumnName(i).substring(2), row.getDouble(i));
            }
        }
        List<String> components = new ArrayList<>(weights.keySet());
        components.removeIf(component -> weights.get(component) <= 0);
        components.sort(Comparator.comparing(component -> -weights.get(component)));
        List<String> reasons = new ArrayList<>();
        for (String component : components) {
            String words = FrictionWords.of(component, row);
            if (!words.isEmpty()) {
                reasons.add(words);
            }
        }
        return reasons;
    }
}
