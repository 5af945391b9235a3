package caravan.model;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that is undone when it is closed, unless it was committed. That it cannot be undone hides no failure from before. */
record Transaction(Connection connection) implements AutoCloseable {
    static Transaction begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new Transaction(connection);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
