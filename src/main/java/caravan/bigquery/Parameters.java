package caravan.bigquery;

import caravan.hour.Hour;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The named parameters of a query. Nothing that comes from elsewhere stands in its text. */
final class Parameters {
    private static final DateTimeFormatter SPELLING = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ArrayNode all = Rest.JSON.createArrayNode();

    Parameters text(String name, String value) {
        return add(name, "STRING", value);
    }

    Parameters number(String name, long value) {
        return add(name, "INT64", Long.toString(value));
    }

    Parameters time(String name, Hour hour) {
        return time(name, hour.start());
    }

    /** UTC, without a zone, to the microsecond. */
    Parameters time(String name, Instant instant) {
        return add(name, "DATETIME", SPELLING.format(instant));
    }

    Parameters texts(String name, List<String> values) {
        ObjectNode parameter = all.addObject().put("name", name);
        parameter
                .putObject("parameterType")
                .put("type", "ARRAY")
                .putObject("arrayType")
                .put("type", "STRING");
        ArrayNode array = parameter.putObject("parameterValue").putArray("arrayValues");
        values.forEach(value -> array.addObject().put("value", value));
        return this;
    }

    private Parameters add(String name, String type, String value) {
        ObjectNode parameter = all.addObject().put("name", name);
        parameter.putObject("parameterType").put("type", type);
        parameter.putObject("parameterValue").put("value", value);
        return this;
    }

    ArrayNode json() {
        return all;
    }
}
