package caravan.report;

import caravan.failure.ExitCode;
import caravan.warehouse.WarehouseFault;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One question in SQL, answered row by row in constant memory. */
public final class Query {
    private final Connection connection;

    /** @param connection that streams, and can do nothing but read the warehouse */
    public Query(Connection connection) {
        this.connection = connection;
    }

    /**
     * @throws Refusal where the SQL is more than one question, or DuckDB does not understand it or fails at it
     * @throws WarehouseFault where DuckDB has no memory or no room for it, or cannot read its file
     */
    public void run(String sql, RowSheet sheet) throws Refusal, IOException {
        try {
            OneSelect.check(connection, sql);
            stream(sql, sheet);
        } catch (SQLException e) {
            SQLException said = said(sql, e);
            if (WarehouseFault.isOfTheMachine(said)) {
                throw WarehouseFault.by("the question", said);
            }
            throw new Refusal(ExitCode.USAGE, SqlWords.of(String.valueOf(said.getMessage())));
        }
    }

    private void stream(String sql, RowSheet sheet) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<AnswerColumn> columns = columns(rows.getMetaData());
            sheet.begin(columns);
            boolean more = true;
            while (more && rows.next()) {
                List<Object> values = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(PlainValue.of(rows, i));
                }
                more = sheet.row(values);
            }
            sheet.end();
        }
    }

    /** The names of JSON's keys and of CSV's header: where several are alike the later ones get a number. */
    private static List<AnswerColumn> columns(ResultSetMetaData of) throws SQLException {
        List<AnswerColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= of.getColumnCount(); i++) {
            String name = of.getColumnName(i);
            for (int n = 2; !names.add(name); n++) {
                name = of.getColumnName(i) + "_" + n;
            }
            columns.add(new AnswerColumn(name, of.getColumnTypeName(i)));
        }
        return columns;
    }

    /** While rows are streamed DuckDB keeps to itself what went wrong; where it may throw them away it tells. */
    private SQLException said(String sql, SQLException streamed) {
        if (!String.valueOf(streamed.getMessage()).contains("Invalid result set")) {
            return streamed;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("explain analyze " + sql);
            return streamed;
        } catch (SQLException e) {
            return e;
        }
    }
}
