package caravan.report;

import caravan.failure.ExitCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether SQL is one statement that only asks. DuckDB's own parser says so: it can write down as JSON nothing but such. */
final class OneSelect {
    private static final Pattern EXPLAIN = Pattern.compile("(?is)\\s*explain\\s+(?:analyze\\s+)?(.*)");
    private static final String ACCEPTED =
            "accepted is one statement that asks: SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN";

    private OneSelect() {}

    static void check(Connection connection, String sql) throws Refusal, SQLException {
        Matcher explain = EXPLAIN.matcher(sql);
        JsonNode parsed = parsed(connection, explain.matches() ? explain.group(1) : sql);
        if (parsed.path("error").asBoolean()) {
            throw refused(parsed);
        }
        int statements = parsed.path("statements").size();
        if (statements != 1) {
            throw new Refusal(
                    ExitCode.USAGE,
                    (statements == 0 ? "the SQL is empty; " : "these are " + statements + " statements; ") + ACCEPTED);
        }
    }

    private static Refusal refused(JsonNode parsed) {
        if (parsed.path("error_type").asText().equals("parser")) {
            return new Refusal(
                    ExitCode.USAGE,
                    SqlWords.of("Parser Error: " + parsed.path("error_message").asText()));
        }
        return new Refusal(
                ExitCode.USAGE,
                "this is more than a question, or a PIVOT without IN (…); " + ACCEPTED + ". Nothing was changed");
    }

    private static JsonNode parsed(Connection connection, String sql) throws SQLException {
        try (PreparedStatement parse = connection.prepareStatement("select json_serialize_sql(?::varchar)::varchar")) {
            parse.setString(1, sql);
            try (ResultSet rows = parse.executeQuery()) {
                rows.next();
                return new ObjectMapper().readTree(rows.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
