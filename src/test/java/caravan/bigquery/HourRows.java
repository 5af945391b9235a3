package caravan.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows that the statements of a load make for the hour of its parameters. */
record HourRows(Tables tables, Map<String, JsonNode> parameters) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ARRIVED =
            Pattern.compile("@objects\\[OFFSET\\((\\d+)\\)] AS object, [a-z, ]+ FROM `acme-lake\\.([a-zA-Z_0-9.]+)`");

    /** Its mark. */
    Map<String, String> mark(long nextLoad, long came, long turnedAway) {
        Map<String, String> row = keys();
        row.put("load_number", Long.toString(nextLoad));
        row.put("events", Long.toString(came));
        row.put("rejected", Long.toString(turnedAway));
        for (String own : List.of("record_version", "committed_at", "loaded_at")) {
            row.put(own, text(own));
        }
        return row;
    }

    List<Map<String, String>> replaced(String statement, long nextLoad) {
        Matcher from = Pattern.compile(" FROM " + Transaction.TABLE.pattern()).matcher(statement);
        if (!from.find()) {
            throw new Tables.Refused("invalidQuery", "the stand-in does not know: " + statement);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        tables.rows(from.group(1)).stream().filter(this::isOfHour).forEach(event -> {
            Map<String, String> row = new LinkedHashMap<>(event);
            row.put("load_number", Long.toString(nextLoad));
            rows.add(row);
        });
        return rows;
    }

    List<Map<String, String>> properties(String statement) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> event : replaced(statement, 0)) {
            event(event.get("raw")).path("event_properties").properties().forEach(property -> {
                Map<String, String> row = new LinkedHashMap<>(event);
                row.put("property", property.getKey());
                row.put("value", property.getValue().asText());
                rows.add(row);
            });
        }
        return rows;
    }

    /** Of the lines that wait in the tables which the statement names. */
    List<Map<String, String>> arrived(String statement, boolean events) {
        List<Map<String, String>> rows = new ArrayList<>();
        ARRIVED.matcher(statement).results().forEach(from -> {
            String object = parameters
                    .get("objects")
                    .path("arrayValues")
                    .path(Integer.parseInt(from.group(1)))
                    .path("value")
                    .asText();
            for (Map<String, String> line : tables.rows(from.group(2))) {
                String raw = line.get("raw");
                if (raw != null && raw.isBlank() || event(raw).isObject() != events) {
                    continue;
                }
                Map<String, String> row = keys();
                row.putAll(line);
                row.put("object", object);
                row.put("uuid", event(raw).path("uuid").asText(null));
                rows.add(row);
            }
        });
        return rows;
    }

    private static JsonNode event(String raw) {
        try {
            return JSON.readTree(raw == null ? "null" : raw);
        } catch (IOException e) {
            return JSON.nullNode();
        }
    }

    private Map<String, String> keys() {
        Map<String, String> row = new LinkedHashMap<>();
        for (String key : List.of("project", "hour", "revision")) {
            row.put(key, text(key));
        }
        return row;
    }

    boolean isOfHour(Map<String, String> row) {
        return row.get("project").equals(text("project")) && row.get("hour").equals(text("hour"));
    }

    String text(String parameter) {
        return parameters.get(parameter).path("value").asText();
    }
}
