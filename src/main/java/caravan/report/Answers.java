package caravan.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Questions to the warehouse whose answers are small. */
final class Answers {
    private final Connection connection;

    Answers(Connection connection) {
        this.connection = connection;
    }

    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> all(String sql, Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(row.of(rows));
                }
            }
            return all;
        }
    }

    /** Of a question that is answered by one number; 0 for null. */
    long number(String sql, Object... values) throws SQLException {
        return all(sql, row -> row.getLong(1), values).get(0);
    }

    /** Whether there is such a table or view. */
    boolean has(String schema, String table) throws SQLException {
        return number(
                        "select count(*) from information_schema.tables where table_schema = ? and table_name = ?",
                        schema,
                        table)
                > 0;
    }
}
