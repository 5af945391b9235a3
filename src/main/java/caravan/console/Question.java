package caravan.console;

import caravan.archive.Escaped;
import caravan.hour.AskedHours;
import caravan.hour.HourRange;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks who may ask it.
 *
 * @param path as it stands in the request: nothing of it is decoded
 * @param parameters of the query, each once
 * @param events whether he may see event data, and act
 * @param caller who he is
 */
record Question(String path, Map<String, String> parameters, boolean events, Caller caller) {
    /** Ten years. */
    private static final int MOST_HOURS = 87_840;

    Question {
        parameters = Map.copyOf(parameters);
    }

    /** @throws Refused where he says something that is not taken here */
    void takes(String... names) throws Refused {
        List<String> known = List.of(names);
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw new Refused(
                        400,
                        "'" + Escaped.text(name, 40) + "' is not a parameter of " + path + "; there "
                                + (known.isEmpty() ? "is none" : "are " + known));
            }
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The hours that he asks for; empty where he names none. */
    Optional<HourRange> range(Clock clock) throws Refused {
        try {
            // Without an end, the running hour is of it, too.
            String to = parameters.get("from") == null
                    ? parameters.get("to")
                    : parameters.getOrDefault(
                            "to", caravan.hour.Hour.of(clock.instant()).toString());
            Optional<HourRange> range =
                    new AskedHours(clock, "").range(parameters.get("from"), to, parameters.get("last"), false);
            if (range.filter(hours -> hours.count() > MOST_HOURS).isPresent()) {
                throw new Refused(
                        400,
                        range.get().count() + " hours are more than one answer holds; accepted are " + MOST_HOURS
                                + ", ten years");
            }
            return range;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Refused(400, e.getMessage());
        }
    }

    /** Whether he wants a number a day, not an hour. */
    boolean byDay() throws Refused {
        String by = parameters.getOrDefault("by", "day");
        if (!by.equals("day") && !by.equals("hour")) {
            throw new Refused(400, "by takes hour or day, not '" + Escaped.text(by, 40) + "'");
        }
        return by.equals("day");
    }
}
