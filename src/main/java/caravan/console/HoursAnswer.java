package caravan.console;

import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;

/** A cell an hour, column by column. */
final class HoursAnswer implements Answering {
    private final Asked asked;
    private final Clock clock;
    private final Kept kept;

    HoursAnswer(Asked asked, Kept kept, Clock clock) {
        this.asked = asked;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes("project", "from", "to", "last");
        String project = asked.project(question);
        Optional<HourRange> range = question.range(clock);
        Picture.View view = asked.view(project);
        return kept.of("hours " + project + range, view.version(), () -> Reply.json(json(project, range, view)));
    }

    private static ObjectNode json(String project, Optional<HourRange> asked, Picture.View view) {
        Columns columns = view.columns();
        Optional<HourRange> range = columns.within(asked);
        ObjectNode json = Json.object().put("asOf", view.at().toString()).put("project", project);
        Json.putOrNull(json, "from", range.map(HourRange::first));
        Json.putOrNull(json, "to", range.map(HourRange::last));
        int from = range.map(hours -> columns.index(hours.first())).orElse(0);
        int count = range.map(HourRange::count).orElse(0);
        json.put("states", new String(columns.states, from, count));
        json.set("events", numbers(columns.events, from, count));
        json.set("bytes", numbers(columns.bytes, from, count));
        json.set("objects", numbers(columns.objects, from, count));
        ObjectNode revisions = json.putObject("revisions");
        for (int i = 0; i < count; i++) {
            if (columns.revisions[from + i] > 0) {
                revisions.put(Integer.toString(i), columns.revisions[from + i]);
            }
        }
        ObjectNode kinds = json.putObject("kinds");
        new TreeMap<>(columns.kinds)
                .subMap(from, from + count)
                .forEach((i, kind) -> kinds.put(Integer.toString(i - from), kind));
        return json;
    }

    static ArrayNode numbers(long[] column, int from, int count) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (int i = from; i < from + count; i++) {
            if (column[i] == Columns.NONE) {
                array.addNull();
            } else {
                array.add(column[i]);
            }
        }
        return array;
    }
}
