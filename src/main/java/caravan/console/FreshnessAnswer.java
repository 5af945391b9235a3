package caravan.console;

import caravan.hour.DueHours;
import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** How far the data reach, and how long hours took to come: as their records say, so that nothing else has to be kept. */
final class FreshnessAnswer implements Answering {
    private final Asked asked;
    private final DueHours dueHours;

    FreshnessAnswer(Asked asked, DueHours dueHours) {
        this.asked = asked;
        this.dueHours = dueHours;
    }

    @Override
    public Reply of(Question question) throws Refused {
        Ranged ranged = Ranged.of(question, asked, dueHours.clock());
        ObjectNode json =
                Json.object().put("asOf", ranged.view().at().toString()).put("project", ranged.project());
        new Reach(ranged.view(), dueHours).put(json);
        json.put("graceSeconds", dueHours.grace().toSeconds()).put("by", ranged.byDay() ? "day" : "hour");
        Json.putOrNull(json, "from", ranged.range().map(HourRange::first));
        Json.putOrNull(json, "to", ranged.range().map(HourRange::last));
        fill(json.putObject("lag"), ranged);
        return Reply.json(json);
    }

    private static void fill(ObjectNode lag, Ranged ranged) {
        List<long[]> lags = ranged.parts().stream()
                .map(part -> lags(ranged.view().columns(), part))
                .toList();
        if (ranged.byDay()) {
            fill(lag.putArray("least"), lags, day -> Arrays.stream(day).min().orElse(Columns.NONE));
        }
        fill(lag.putArray("median"), lags, Median::of);
        if (ranged.byDay()) {
            fill(lag.putArray("most"), lags, day -> Arrays.stream(day).max().orElse(Columns.NONE));
        }
    }

    private static void fill(ArrayNode array, List<long[]> lags, ToLongFunction<long[]> number) {
        lags.forEach(part -> VolumeAnswer.add(array, number.applyAsLong(part)));
    }

    private static long[] lags(Columns columns, HourRange part) {
        return IntStream.rangeClosed(columns.index(part.first()), columns.index(part.last()))
                .filter(i -> columns.isDone(i) && columns.lags[i] != Columns.NONE)
                .mapToLong(i -> columns.lags[i])
                .toArray();
    }
}
