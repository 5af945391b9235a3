package caravan.bigquery;

import caravan.bigquery.Tables.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the script of a load does to tables, statement by statement: those that it knows, in any order, and no others. That they are
 * GoogleSQL another check sees to.
 */
final class Transaction {
    static final Pattern TABLE = Pattern.compile("`acme-lake\\.([a-zA-Z_0-9]+\\.[a-zA-Z_0-9]+)`");

    private final Tables tables;
    private final HourRows hour;
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
        this.hour = new HourRows(tables, parameters);
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
            return tables.rows(table(text)).stream().anyMatch(hour::isOfHour);
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
                    .filter(hour::isOfHour)
                    .allMatch(mark -> mark.get("load_number").equals(hour.text("former")));
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
        return tables.delete(table(statement), hour::isOfHour);
    }

    private long insert(String statement) {
        String table = table(statement);
        List<Map<String, String>> rows =
                switch (table.replaceFirst(".*\\.", "")) {
                    case "loads" -> List.of(hour.mark(nextLoad, came, turnedAway));
                    case "replaced" -> hour.replaced(statement, nextLoad);
                    case "rejected" -> hour.arrived(statement, false);
                    case "event_properties" -> hour.properties(statement);
                    default -> hour.arrived(statement, true);
                };
        tables.rows(table).addAll(rows);
        return rows.size();
    }

    private long number(String parameter) {
        return Long.parseLong(hour.text(parameter));
    }

    private static String table(String statement) {
        Matcher table = TABLE.matcher(statement);
        if (!table.find()) {
            throw unknown(statement);
        }
        return table.group(1);
    }
}
