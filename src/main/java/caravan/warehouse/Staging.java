package caravan.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Where the lines of one hour wait until all of them are known to be right: two tables that no other connection sees and no crash
 * leaves behind. Larger than memory, they go to the temporary folder.
 */
final class Staging implements Arrivals<SQLException>, AutoCloseable {
    private static final String TABLES = """
            create or replace temp table arrived (object varchar, line bigint, raw varchar);
            create or replace temp table turned_away (object varchar, line bigint, reason varchar, beginning varchar);
            """;
    private static final String REFUSED = """
            insert into turned_away
            select object, line, 'JSON that DuckDB does not take, such as half of a surrogate pair', left(raw, 200)
            from arrived where not json_valid(raw);
            delete from arrived where not json_valid(raw);
            """;

    private final Connection connection;
    private final DuckDBAppender arrived;
    private final DuckDBAppender turnedAway;

    Staging(Connection connection) throws SQLException {
        this.connection = connection;
        execute(connection, TABLES);
        DuckDBConnection own = connection.unwrap(DuckDBConnection.class);
        arrived = own.createAppender("temp", "main", "arrived");
        turnedAway = own.createAppender("temp", "main", "turned_away");
    }

    @Override
    public void event(String object, long line, String raw) throws SQLException {
        arrived.beginRow().append(object).append(line).append(raw).endRow();
    }

    @Override
    public void rejected(String object, long line, String reason, String beginning) throws SQLException {
        turnedAway
                .beginRow()
                .append(object)
                .append(line)
                .append(reason)
                .append(beginning)
                .endRow();
    }

    /** No more comes. What DuckDB's JSON refuses is turned away, too: later it would fail every query. */
    void settle() throws SQLException {
        arrived.close();
        turnedAway.close();
        try (Statement statement = connection.createStatement();
                ResultSet refused = statement.executeQuery("select count(*) from arrived where not json_valid(raw)")) {
            refused.next();
            if (refused.getLong(1) > 0) {
                execute(connection, REFUSED);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        arrived.close();
        turnedAway.close();
        execute(connection, "drop table if exists temp.arrived; drop table if exists temp.turned_away");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
