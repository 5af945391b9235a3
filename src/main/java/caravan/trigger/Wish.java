package caravan.trigger;

import caravan.archive.Escaped;
import caravan.config.Nearest;
import caravan.config.Project;
import caravan.hour.AskedHours;
import caravan.hour.HourRange;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Which hours a caller wants synced, of which project; both empty: all that is due. What means the same is equal.
 *
 * @param loads whether nothing is asked of Amplitude: what is committed comes into the warehouse
 */
record Wish(Optional<HourRange> range, Optional<String> project, boolean loads) {
    static final List<String> FIELDS = List.of("from", "to", "last", "yesterday", "project");

    /** To be synced. */
    Wish(Optional<HourRange> range, Optional<String> project) {
        this(range, project, false);
    }

    /** @param projects the configured ones */
    static Wish of(byte[] body, List<String> projects, Clock clock) throws Refusal {
        return read(body, FIELDS, projects, clock).wish();
    }

    /** Nothing is asked of Amplitude. */
    static Wish ofLoads(byte[] body, List<String> projects, Clock clock) throws Refusal {
        Wish wish = of(body, projects, clock);
        return new Wish(wish.range, wish.project, true);
    }

    /** A wish, and all that was said. */
    record Said(Wish wish, ObjectNode fields) {}

    /** @param known names of fields that may be there */
    static Said read(byte[] body, List<String> known, List<String> projects, Clock clock) throws Refusal {
        ObjectNode fields = isBlank(body) ? Json.MAPPER.createObjectNode() : Json.object(body, "the body");
        for (String name : (Iterable<String>) fields::fieldNames) {
            if (!known.contains(name)) {
                throw new Refusal(
                        400,
                        "'" + Escaped.text(name, 40) + "' is not a field; the nearest one is "
                                + Nearest.of(Escaped.text(name, 40), known.stream()) + ", there are " + known);
            }
        }
        try {
            Optional<HourRange> range = new AskedHours(clock, "")
                    .range(text(fields, "from"), text(fields, "to"), text(fields, "last"), yesterday(fields));
            return new Said(new Wish(range, project(fields, projects)), fields);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }

    Run run() {
        return loads ? Run.ofLoads(range, project) : new Run(range, project);
    }

    private static boolean isBlank(byte[] body) {
        for (byte one : body) {
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Null where it is not there. */
    static String text(ObjectNode fields, String name) throws Refusal {
        JsonNode value = fields.get(name);
        if (value != null && !value.isTextual()) {
            throw new Refusal(400, name + " takes a text, not " + Escaped.text(value.toString(), 40));
        }
        return value == null ? null : value.asText();
    }

    private static boolean yesterday(ObjectNode fields) throws Refusal {
        JsonNode value = fields.path("yesterday");
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new Refusal(400, "yesterday takes true or false, not " + Escaped.text(value.toString(), 40));
        }
        return value.asBoolean();
    }

    private static Optional<String> project(ObjectNode fields, List<String> projects) throws Refusal {
        String name = text(fields, "project");
        if (name != null && !Project.isName(name)) {
            throw new Refusal(
                    400, "project takes a name of [a-z0-9], 1 to 40 characters, not '" + Escaped.text(name, 40) + "'");
        }
        if (name != null && !projects.contains(name)) {
            throw new Refusal(400, "there is no project '" + name + "'; configured are " + projects);
        }
        return Optional.ofNullable(name);
    }
}
