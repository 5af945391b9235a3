package caravan.bigquery;

import caravan.bigquery.Tables.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the script of a load does to tables, statement by statement: those that it knows, in any order, and no others. That they are
 * GoogleSQL another check sees to.
 */
final class Transaction {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TABLE = Pattern.compile("`acme-lake\\.([a-zA-Z_0-9]+\\.[a-zA-Z_0-9]+)`");
    private static final Pattern ARRIVED =
            Pattern.compile("@objects\\[OFFSET\\((\\d+)\\)] AS object, [a-z, ]+ FROM `acme-lake\\.([a-zA-Z_0-9.]+)`");

    private final Tables tables;
    private final Map<String, JsonNode> parameters;
    /** In their order, each cut to its beginning. */
    final List<String> ran = new ArrayList<>();

    private boolean begun;
    private boolean committed;
    private boolean skipping;
    private long changed;
    private long nextLoad;
    private long came;
    private long turnedAway;

    /** @param tables are changed only by what is committed */
    Transaction(Tables tables, Map<String, JsonNode> parameters) {
        this.tables = tables;
        this.parameters = parameters;
    }

    void run(String script) {
        for (String statement : script.split(";")) {
            one(statement.replaceAll("\\s+", " ").strip());
        }
        if (!committed) {
            throw new Refused("invalidQuery", "the stand-in saw no COMMIT TRANSACTION");
        }
    }

    private void one(String statement) {
        if (statement.isEmpty() || statement.startsWith("DECLARE ") || statement.startsWith("CREATE TEMP FUNCTION ")) {
            return;
        }
        if (statement.startsWith("IF ")) {
            int then = statement.indexOf(" THEN ");
            skipping = !condition(statement.substring(3, then));
            one(statement.substring(then + 6));
        } else if (statement.equals("END IF")) {
            skipping = false;
        } else if (!skipping) {
            ran.add(statement.replaceAll("(?<=^.{60}).*", ""));
            run(statement.split(" ")[0], statement);
        }
    }

    private void run(String verb, String statement) {
        if (!begun && !statement.equals("BEGIN TRANSACTION") || committed) {
            throw new Refused("invalidQuery", "outside of a transaction: " + statement);
        }
        switch (verb) {
            case "BEGIN" -> begun = true;
            case "COMMIT" -> committed = true;
            case "SET" -> set(statement);
            case "ASSERT" -> assertThat(statement);
            case "UPDATE" -> countUp(statement);
            case "DELETE" -> changed = delete(statement);
            case "INSERT" -> changed = insert(statement);
            default -> throw unknown(statement);
        }
    }

    private static Refused unknown(String statement) {
        return new Refused("invalidQuery", "the stand-in does not know: " + statement);
    }

    private boolean condition(String text) {
        if (text.startsWith("EXISTS (SELECT 1 FROM ")) {
            return tables.rows(table(text)).stream().anyMatch(this::isOfHour);
        }
        if (text.equals("came < @lines")) {
            return came < number("lines");
        }
        throw unknown(text);
    }

    private void set(String statement) {
        switch (statement) {
            case "SET changed = @@row_count" -> {}
            case "SET came = came + @@row_count" -> came += changed;
            case "SET turned_away = turned_away + @@row_count" -> turnedAway += changed;
            default -> {
                if (!statement.startsWith("SET next_load = (SELECT load_number FROM ")) {
                    throw unknown(statement);
                }
                nextLoad = tables.greatest(table(statement), "load_number");
            }
        }
    }

    private void assertThat(String statement) {
        boolean holds;
        if (statement.startsWith("ASSERT changed = 1 ")) {
            holds = changed == 1;
        } else if (statement.startsWith("ASSERT came + turned_away = @lines ")) {
            holds = came + turnedAway == number("lines");
        } else if (statement.contains("AND load_number != @former")) {
            holds = tables.rows(table(statement)).stream()
                    .filter(this::isOfHour)
                    .allMatch(mark -> mark.get("load_number").equals(text("former")));
        } else {
            throw unknown(statement);
        }
        if (!holds) {
            throw new Refused("invalidQuery", "Assertion failed: " + statement.replaceAll(".* AS ", ""));
        }
    }

    private void countUp(String statement) {
        long greatest = TABLE.matcher(statement)
                .results()
                .mapToLong(found -> tables.greatest(found.group(1), "load_number"))
                .max()
                .orElseThrow();
        List<Map<String, String>> rows = tables.rows(table(statement));
        rows.forEach(row -> row.put("load_number", Long.toString(greatest + 1)));
        changed = rows.size();
    }

    private long delete(String statement) {
        if (!statement.endsWith(" WHERE project = @project AND hour = @hour")) {
            throw unknown(statement);
        }
        return tables.delete(table(statement), this::isOfHour);
    }

    private long insert(String statement) {
        String table = table(statement);
        List<Map<String, String>> rows =
                switch (table.replaceFirst(".*\\.", "")) {
                    case "loads" -> List.of(mark());
                    case "replaced" -> replaced(statement);
                    case "rejected" -> arrived(statement, false);
                    case "event_properties" -> properties(statement);
                    default -> arrived(statement, true);
                };
        tables.rows(table).addAll(rows);
        return rows.size();
    }

    private Map<String, String> mark() {
        Map<String, String> row = keys();
        row.put("load_number", Long.toString(nextLoad));
        row.put("events", Long.toString(came));
        row.put("rejected", Long.toString(turnedAway));
        for (String own : List.of("record_version", "committed_at", "loaded_at")) {
            row.put(own, text(own));
        }
        return row;
    }

    private List<Map<String, String>> replaced(String statement) {
        Matcher from = Pattern.compile(" FROM " + TABLE.pattern()).matcher(statement);
        if (!from.find()) {
            throw unknown(statement);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        tables.rows(from.group(1)).stream().filter(this::isOfHour).forEach(event -> {
            Map<String, String> row = new LinkedHashMap<>(event);
            row.put("load_number", Long.toString(nextLoad));
            rows.add(row);
        });
        return rows;
    }

    private List<Map<String, String>> properties(String statement) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> event : replaced(statement)) {
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
    private List<Map<String, String>> arrived(String statement, boolean events) {
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

    private boolean isOfHour(Map<String, String> row) {
        return row.get("project").equals(text("project")) && row.get("hour").equals(text("hour"));
    }

    private String text(String parameter) {
        return parameters.get(parameter).path("value").asText();
    }

    private long number(String parameter) {
        return Long.parseLong(text(parameter));
    }

    private static String table(String statement) {
        Matcher table = TABLE.matcher(statement);
        if (!table.find()) {
            throw unknown(statement);
        }
        return table.group(1);
    }
}
