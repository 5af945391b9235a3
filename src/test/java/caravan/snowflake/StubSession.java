package caravan.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One session at a {@link SnowflakeServer}: with it ends what it has not committed. */
final class StubSession {
    private static final Pattern FILES = Pattern.compile("files = \\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("'((?:[^']|'')*)'");

    private final StubDatabase database;
    private final Connection connection;
    private boolean inside;
    private boolean wrote;
    private boolean closed;

    StubSession(StubDatabase database) throws SQLException {
        this.database = database;
        this.connection = database.another();
    }

    synchronized ObjectNode answer(String sql, JsonNode bindings) {
        try {
            return answered(sql.strip(), bindings);
        } catch (SQLException | IOException e) {
            return SnowflakeServer.refusal(1003, "42000", "SQL compilation error: " + e.getMessage());
        }
    }

    /** As if it had been run. */
    static ObjectNode heard(String sql) {
        ObjectNode answer = table(
                0x6000,
                sql.startsWith("desc integration") ? new String[] {"property", "property_value"} : new String[0]);
        if (sql.startsWith("desc integration")) {
            answer.get("data").get("rowtype").forEach(column -> ((ObjectNode) column).put("type", "text"));
            ArrayNode rows = (ArrayNode) answer.get("data").get("rowset");
            rows.addArray().add("STORAGE_AWS_IAM_USER_ARN").add("arn:aws:iam::1:user/snow");
            rows.addArray().add("STORAGE_AWS_EXTERNAL_ID").add("ACME_SFCRole=1_x");
            ((ObjectNode) answer.get("data")).put("total", 2).put("returned", 2);
        }
        return answer;
    }

    private ObjectNode answered(String sql, JsonNode bindings) throws SQLException, IOException {
        if (sql.startsWith("copy into arrived")) {
            return copied(sql);
        }
        if (sql.startsWith("use ") || sql.startsWith("alter session") || sql.startsWith("list @")) {
            return table(0x4300);
        }
        if (sql.startsWith("update gate")) {
            enter();
        }
        if (sql.equals("begin") || sql.equals("commit") || sql.equals("rollback")) {
            transact(sql);
            leave();
            return table(0x5100);
        }
        return run(sql, bindings);
    }

    private void transact(String sql) throws SQLException {
        switch (sql) {
            case "begin" -> connection.setAutoCommit(false);
            case "commit" -> connection.commit();
            default -> connection.rollback();
        }
        connection.setAutoCommit(!sql.equals("begin"));
    }

    /**
     * As a lock of Snowflake: until the transaction ends. From here on it sees what others have committed meanwhile, as there each
     * statement does; until here it has written nothing but tables of its own.
     */
    private void enter() throws SQLException {
        database.gate.acquireUninterruptibly();
        inside = true;
        if (wrote) {
            throw new SQLException("written before the gate");
        }
        transact("commit");
        transact("begin");
    }

    private void leave() {
        wrote = false;
        if (inside) {
            inside = false;
            database.gate.release();
        }
    }

    private ObjectNode run(String sql, JsonNode bindings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; bindings.has(Integer.toString(i)); i++) {
                JsonNode value = bindings.get(Integer.toString(i));
                if (value.get("type").asText().equals("FIXED")) {
                    statement.setLong(i, value.get("value").asLong());
                } else {
                    statement.setString(
                            i,
                            value.get("value").isNull()
                                    ? null
                                    : value.get("value").asText());
                }
            }
            boolean isRows = statement.execute();
            wrote |= !inside && !connection.getAutoCommit() && sql.matches("(?s)(insert|update|delete).*");
            if (isRows && !sql.matches("(?s)(insert|update|delete|create).*")) {
                return rows(statement.getResultSet());
            }
            ObjectNode answer = table(sql.startsWith("create") ? 0x6000 : 0x3100, "number of rows");
            ((ArrayNode) answer.get("data").get("rowset"))
                    .addArray()
                    .add(Integer.toString(Math.max(0, statement.getUpdateCount())));
            ((ObjectNode) answer.get("data")).put("total", 1).put("returned", 1);
            return answer;
        }
    }

    private static ObjectNode rows(ResultSet rows) throws SQLException {
        ObjectNode answer = table(0x1000);
        ObjectNode data = (ObjectNode) answer.get("data");
        int columns = rows.getMetaData().getColumnCount();
        for (int column = 1; column <= columns; column++) {
            column(
                    data,
                    rows.getMetaData().getColumnName(column),
                    rows.getMetaData().getColumnTypeName(column));
        }
        int count = 0;
        while (rows.next()) {
            ArrayNode row = ((ArrayNode) data.get("rowset")).addArray();
            for (int column = 1; column <= columns; column++) {
                row.add(rows.getString(column));
            }
            count++;
        }
        data.put("total", count).put("returned", count);
        return answer;
    }

    private ObjectNode copied(String sql) throws SQLException, IOException {
        Matcher files = FILES.matcher(sql);
        if (!files.find() || !sql.contains("force = true") || !sql.contains("on_error = abort_statement")) {
            throw new SQLException("a COPY without files, force or on_error");
        }
        Matcher names = NAME.matcher(files.group(1));
        int count = 0;
        while (names.find()) {
            count++;
            String key = names.group(1).replace("''", "'");
            Optional<List<String>> lines = database.lines(key);
            if (lines.isEmpty()) {
                return SnowflakeServer.refusal(91016, "22000", "Remote file '" + key + "' was not found.");
            }
            bring(key, lines.get());
        }
        return count > 1000 ? SnowflakeServer.refusal(1005, "42601", "too many files") : table(0x3600);
    }

    private void bring(String key, List<String> lines) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into arrived values (?, ?, ?)")) {
            for (int i = 0; i < lines.size(); i++) {
                insert.setString(1, database.file(key));
                insert.setLong(2, i + 1L);
                insert.setString(3, lines.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static ObjectNode table(int type, String... columns) {
        ObjectNode answer = SnowflakeServer.success();
        ObjectNode data = answer.putObject("data");
        data.putArray("parameters");
        data.putArray("rowtype");
        data.putArray("rowset");
        data.put("total", 0)
                .put("returned", 0)
                .put("queryId", "q")
                .put("queryResultFormat", "json")
                .put("statementTypeId", type)
                .put("databaseProvider", (String) null)
                .put("finalDatabaseName", "CARAVAN")
                .put("finalSchemaName", "BRONZE")
                .put("numberOfBinds", 0)
                .put("arrayBindSupported", false)
                .put("version", 1);
        for (String column : columns) {
            column(data, column, "BIGINT");
        }
        return answer;
    }

    private static void column(ObjectNode data, String name, String type) {
        boolean number = type.matches("(BIG|HUGE|SMALL|TINY)?INT(EGER)?");
        ((ArrayNode) data.get("rowtype"))
                .addObject()
                .put("name", name)
                .put("type", number ? "fixed" : "text")
                .put("nullable", true)
                .put("precision", 38)
                .put("scale", 0)
                .put("length", 16777216)
                .put("byteLength", 16777216);
    }

    boolean isClosed() {
        return closed;
    }

    synchronized void close() throws SQLException {
        if (!closed) {
            closed = true;
            connection.close();
            leave();
        }
    }
}
