package caravan.console;

import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Events and bytes by hour or day, and what would be usual there. */
final class VolumeAnswer implements Answering {
    private static final int WEEK = 168;
    private static final int WEEKS = 4;

    private final Asked asked;
    private final Clock clock;
    private final Kept kept;

    VolumeAnswer(Asked asked, Kept kept, Clock clock) {
        this.asked = asked;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Reply of(Question question) throws Refused {
        Ranged ranged = Ranged.of(question, asked, clock);
        return kept.of("volume " + ranged.key(), ranged.view().version(), () -> Reply.json(json(ranged)));
    }

    private static ObjectNode json(Ranged ranged) {
        ObjectNode json = Json.object()
                .put("asOf", ranged.view().at().toString())
                .put("project", ranged.project())
                .put("by", ranged.byDay() ? "day" : "hour");
        Json.putOrNull(json, "from", ranged.range().map(HourRange::first));
        Json.putOrNull(json, "to", ranged.range().map(HourRange::last));
        ArrayNode events = json.putArray("events");
        ArrayNode bytes = json.putArray("bytes");
        ArrayNode done = json.putArray("done");
        ArrayNode usual = json.putArray("usual");
        Columns columns = ranged.view().columns();
        for (HourRange part : ranged.parts()) {
            int from = columns.index(part.first());
            int ready = done(columns, from, part.count());
            add(events, ready == 0 ? Columns.NONE : columns.sum(part, columns.events));
            add(bytes, ready == 0 ? Columns.NONE : columns.sum(part, columns.bytes));
            done.add(ready);
            add(usual, usual(columns, from, part.count()));
        }
        return json;
    }

    /** Of the same hours one to four weeks before, as far as all of them are done. */
    private static long usual(Columns columns, int from, int count) {
        return Median.of(IntStream.rangeClosed(1, WEEKS)
                .map(week -> from - week * WEEK)
                .filter(then -> then >= 0 && done(columns, then, count) == count)
                .mapToLong(then -> LongStream.range(then, then + count)
                        .map(i -> Math.max(0, columns.events[(int) i]))
                        .sum())
                .toArray());
    }

    private static int done(Columns columns, int from, int count) {
        return (int) IntStream.range(from, from + count).filter(columns::isDone).count();
    }

    static void add(ArrayNode array, long number) {
        if (number == Columns.NONE) {
            array.addNull();
        } else {
            array.add(number);
        }
    }
}
