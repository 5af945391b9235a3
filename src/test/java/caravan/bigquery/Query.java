package caravan.bigquery;

import caravan.bigquery.Tables.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries outside of a load's script: three about marks, and the statements of a set-up. */
record Query(Tables tables, Map<String, JsonNode> parameters) {
    private static final Pattern CREATE =
            Pattern.compile("(?s)CREATE (SCHEMA|TABLE) IF NOT EXISTS `acme-lake\\.([a-zA-Z0-9_.]+)`(.*)");
    private static final String LOADS = "bronze.loads";

    void run(String sql, ObjectNode body) {
        Matcher create = CREATE.matcher(sql.replaceAll("(?m)^--.*\\n", ""));
        if (create.matches()) {
            create(create);
        } else {
            ask(sql, body);
        }
    }

    private void create(Matcher create) {
        String name = create.group(2);
        if (create.group(1).equals("SCHEMA")) {
            Project.require(create.group(3).contains("location = 'EU'"), "a dataset without a location");
            tables.datasets.add(name);
            return;
        }
        boolean there = tables.has(name);
        Project.require(tables.datasets.contains(name.replaceFirst("\\..*", "")), "no such dataset");
        tables.make(name);
        if (!there && create.group(3).contains("AS SELECT -1 AS load_number")) {
            tables.rows(name).add(new HashMap<>(Map.of("load_number", "-1")));
        }
    }

    private void ask(String sql, ObjectNode body) {
        if (sql.startsWith("UPDATE `acme-lake.bronze.loads` SET record_version = @record_version WHERE ")) {
            tables.rows(LOADS).stream()
                    .filter(mark -> mark.get("load_number").equals(text("load_number")))
                    .forEach(mark -> mark.put("record_version", text("record_version")));
        } else if (sql.startsWith("SELECT hour, revision, load_number, events, rejected, record_version, ")) {
            ArrayNode rows = body.putArray("rows");
            tables.rows(LOADS).stream().filter(this::isInRange).forEach(mark -> add(rows.addObject(), mark));
        } else if (sql.startsWith(
                "UPDATE `acme-lake.bronze.loads` SET record_version = '', committed_at = DATETIME '1970-01-01 00:00:00' WHERE ")) {
            tables.rows(LOADS).stream().filter(this::isInRange).forEach(mark -> {
                mark.put("record_version", "");
                mark.put("committed_at", "1970-01-01T00:00:00");
            });
        } else {
            throw new Refused("invalidQuery", "the stand-in does not know: " + sql);
        }
    }

    private boolean isInRange(Map<String, String> mark) {
        return mark.get("project").equals(text("project"))
                && mark.get("hour").compareTo(text("first")) >= 0
                && mark.get("hour").compareTo(text("last")) <= 0;
    }

    private static void add(ObjectNode row, Map<String, String> mark) {
        ArrayNode fields = row.putArray("f");
        for (String column : new String[] {
            "hour", "revision", "load_number", "events", "rejected", "record_version", "committed_at", "loaded_at"
        }) {
            fields.addObject().put("v", mark.get(column));
        }
    }

    private String text(String parameter) {
        return parameters.get(parameter).path("value").asText();
    }
}
