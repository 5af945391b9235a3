package caravan.report;

import caravan.archive.Escaped;
import caravan.config.Nearest;
import caravan.failure.ExitCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table or view of the warehouse's layers, by the names that the catalog has; what was asked for gets into no SQL. */
record ExportedTable(String schema, String name, List<AnswerColumn> columns) {
    private static final String LAYERS = "('bronze', 'silver', 'gold')";
    /** Times whose UTC date a row belongs to, the first before the second. */
    private static final List<String> TIMES = List.of("event_time", "hour");

    /** @throws Refusal where the layers have no such table */
    static ExportedTable of(Connection connection, String asked) throws Refusal, SQLException {
        List<ExportedTable> tables = all(connection);
        Optional<ExportedTable> table =
                tables.stream().filter(each -> each.spelling().equals(asked)).findFirst();
        if (table.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "'" + Escaped.text(asked, 100) + "' is no table of the warehouse; "
                            + known(
                                    asked,
                                    tables.stream().map(ExportedTable::spelling).toList()));
        }
        return table.get();
    }

    private static String known(String asked, List<String> names) {
        if (names.isEmpty()) {
            return "there are none yet, ./caravan refresh makes them";
        }
        String nearest = Nearest.of(asked, names.stream());
        return Nearest.isNear(asked, nearest, 3)
                ? "the nearest one is " + nearest
                : "there are " + String.join(", ", names);
    }

    private static List<ExportedTable> all(Connection connection) throws SQLException {
        List<ExportedTable> tables = new ArrayList<>();
        try (PreparedStatement catalog = connection.prepareStatement(
                        "select schema_name, table_name, column_name, data_type from duckdb_columns()"
                                + " where database_name = current_database() and not internal and schema_name in "
                                + LAYERS
                                + " order by schema_name, table_name, column_index");
                ResultSet rows = catalog.executeQuery()) {
            while (rows.next()) {
                ExportedTable last = tables.isEmpty() ? null : tables.get(tables.size() - 1);
                if (last == null || !last.schema.equals(rows.getString(1)) || !last.name.equals(rows.getString(2))) {
                    last = new ExportedTable(rows.getString(1), rows.getString(2), new ArrayList<>());
                    tables.add(last);
                }
                last.columns.add(new AnswerColumn(rows.getString(3), rows.getString(4)));
            }
        }
        return tables;
    }

    /** {@code silver.events}. */
    String spelling() {
        return schema + "." + name;
    }

    /** By day of a time in UTC, where it has one; else it is one small folder. */
    boolean isPartitioned() {
        return time().isPresent();
    }

    private Optional<String> time() {
        return TIMES.stream()
                .filter(time -> columns.stream()
                        .anyMatch(column ->
                                column.name().equals(time) && column.type().equals("TIMESTAMP")))
                .findFirst();
    }

    String copyTo(Path folder) {
        String select = columns.stream().map(PlainParquet::of).collect(Collectors.joining(", "));
        String from = " from " + Sql.name(schema) + "." + Sql.name(name);
        String target = Sql.text(folder + "/");
        return time().map(time -> "copy (select " + select + ", cast(" + Sql.name(time) + " as date) as \"date\"" + from
                        + ") to " + target
                        + " (format parquet, compression zstd, partition_by (\"date\"), overwrite_or_ignore)")
                .orElse("copy (select " + select + from + ") to " + Sql.text(folder + "/data_0.parquet")
                        + " (format parquet, compression zstd)");
    }
}
