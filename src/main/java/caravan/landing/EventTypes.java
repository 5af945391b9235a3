package caravan.landing;

import caravan.archive.ArchiveRefused;
import caravan.archive.Escaped;
import caravan.archive.Limits;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many events of each type an hour held and holds, to tell a person which came, went, or became more or fewer. Its memory has a
 * limit, whatever the lines hold: lines that are no JSON object and those beyond a limit are not counted.
 */
public final class EventTypes {
    /** More types than that are not compared. */
    static final int MOST = 10_000;

    /** Characters of a type's name; types that begin alike are then one. */
    static final int LONGEST_NAME = 100;

    /** Types that are named. */
    static final int NAMED = 20;

    private static final String NO_TYPE = "(no type)";

    /** No table of names that lines could fill, and no long text in memory. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 16)
                    .maxNameLength(1 << 16)
                    .build())
            .build();

    private final Limits limits;
    private final Map<String, Count> counts = new HashMap<>();

    private static final class Count {
        private long former;
        private long present;

        long difference() {
            return Math.abs(present - former);
        }
    }

    public EventTypes(Limits limits) {
        this.limits = limits;
    }

    /**
     * Counts what the hour held.
     *
     * @param json JSON lines; not closed
     * @throws ArchiveRefused where it is more than an archive may hold
     */
    public void former(InputStream json) throws IOException {
        count(json, count -> count.former++);
    }

    /** Counts what the hour holds; as {@link #former}. */
    public void present(InputStream json) throws IOException {
        count(json, count -> count.present++);
    }

    private interface Step {
        void on(Count count);
    }

    private void count(InputStream json, Step step) throws IOException {
        LineByLine lines = new LineByLine(json, limits.line(), new InflatedBudget(limits.inflated()));
        while (!isTooMany() && lines.next()) {
            String type = type(lines);
            if (type != null) {
                step.on(counts.computeIfAbsent(type, any -> new Count()));
            }
        }
    }

    /** Null where the line is no event. Read no further than to the type. */
    private static String type(InputStream line) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean type = json.currentName().equals("event_type");
                JsonToken value = json.nextToken();
                if (type) {
                    return value == JsonToken.VALUE_STRING ? cut(json.getText()) : NO_TYPE;
                }
                json.skipChildren();
            }
            return NO_TYPE;
        } catch (JsonProcessingException | CharConversionException noJson) {
            return null;
        }
    }

    private static String cut(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private boolean isTooMany() {
        return counts.size() > MOST;
    }

    /** {@code +signup 12, -purchase 3, view 100->98}, the greatest difference first; plain ASCII. */
    public String text() {
        if (isTooMany()) {
            return "more than " + MOST + " event types, not compared";
        }
        List<Map.Entry<String, Count>> changed = counts.entrySet().stream()
                .filter(type -> type.getValue().difference() > 0)
                .sorted(Comparator.comparing((Map.Entry<String, Count> type) ->
                                -type.getValue().difference())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        List<String> named = new ArrayList<>();
        changed.stream().limit(NAMED).forEach(type -> named.add(text(type.getKey(), type.getValue())));
        if (changed.size() > NAMED) {
            named.add("and " + (changed.size() - NAMED) + " more");
        }
        return named.isEmpty() ? "as many events of each type as before" : String.join(", ", named);
    }

    private static String text(String type, Count count) {
        String name = Escaped.text(type, LONGEST_NAME);
        if (count.former == 0) {
            return "+" + name + " " + count.present;
        }
        return count.present == 0 ? "-" + name + " " + count.former : name + " " + count.former + "->" + count.present;
    }
}
