package caravan.model;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What there is in the warehouse. */
record Tables(Connection connection) {
    /** @param comment empty where there is none */
    record Found(boolean isTable, String comment) {}

    /** All tables and views, by {@code schema.name}. */
    Map<String, Found> all() throws SQLException {
        Map<String, Found> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select schema_name || '.' || table_name, true, comment from duckdb_tables()"
                                + " where database_name = current_database() union all"
                                + " select schema_name || '.' || view_name, false, comment from duckdb_views()"
                                + " where database_name = current_database() and not internal")) {
            while (rows.next()) {
                String comment = rows.getString(3);
                found.put(rows.getString(1), new Found(rows.getBoolean(2), comment == null ? "" : comment));
            }
        }
        return found;
    }

    Optional<Found> find(Relation relation) throws SQLException {
        return Optional.ofNullable(all().get(relation.toString()));
    }

    /** Names and types of what a query gives; it is not run. */
    Map<String, String> columns(String query) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData given = statement.getMetaData();
            for (int i = 1; i <= given.getColumnCount(); i++) {
                columns.put(given.getColumnName(i), given.getColumnTypeName(i));
            }
        }
        return columns;
    }

    Map<String, String> columns(Relation relation) throws SQLException {
        return columns("select * from " + relation);
    }

    /** Empty where the query gives no row, or null. */
    OptionalLong number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                return OptionalLong.empty();
            }
            long number = rows.getLong(1);
            return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }

    /** @return rows that were written */
    long run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : Math.max(statement.getLargeUpdateCount(), 0);
        }
    }

    void comment(String kind, Relation relation, String comment) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("comment on " + kind + " " + relation + " is " + statement.enquoteLiteral(comment));
        }
    }
}
