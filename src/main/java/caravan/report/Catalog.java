package caravan.report;

import caravan.report.Report.Collision;
import caravan.report.Report.NewName;
import caravan.report.Report.NewNames;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What gold.event_catalog says of names. */
final class Catalog {
    private static final int NEW = 8;
    private static final int COLLISIONS = 10;
    private static final String NAME = "coalesce(property, event_type)";

    private final Answers answers;

    Catalog(Answers answers) {
        this.answers = answers;
    }

    NewNames news(String project) throws SQLException {
        if (!answers.has("gold", "event_catalog")) {
            return new NewNames(true, Map.of(), List.of());
        }
        Map<String, Long> counts = new TreeMap<>();
        answers.all(
                "select kind, count(*) from gold.event_catalog where project = ? and is_new_this_week group by kind",
                row -> counts.put(row.getString(1), row.getLong(2)),
                project);
        long old = answers.number(
                "select count(*) from gold.event_catalog where project = ? and is_new_this_week is not true", project);
        List<NewName> names = answers.all(
                "select kind, event_type, " + NAME + ", first_seen, events from gold.event_catalog"
                        + " where project = ? and is_new_this_week order by kind <> 'event', events desc, 3, 2 limit "
                        + NEW,
                row -> new NewName(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, LocalDateTime.class).toLocalDate(),
                        row.getLong(5)),
                project);
        return new NewNames(old == 0, counts, names);
    }

    List<Collision> collisions(String project) throws SQLException {
        if (!answers.has("gold", "event_catalog")) {
            return List.of();
        }
        return answers.all(
                """
                select kind, case when kind <> 'event' and count(distinct event_type) = 1 then any_value(event_type) end,
                       list_sort(list(distinct coalesce(property, event_type)))
                from gold.event_catalog where project = ? and collides_with is not null
                group by kind, lower(coalesce(property, event_type))
                having count(distinct coalesce(property, event_type)) > 1
                order by sum(events) desc, kind, 3 limit
                """ + COLLISIONS,
                row -> new Collision(row.getString(1), row.getString(2), strings((Object[])
                        row.getArray(3).getArray())),
                project);
    }

    private static List<String> strings(Object[] values) {
        return Arrays.stream(values).map(String::valueOf).toList();
    }
}
