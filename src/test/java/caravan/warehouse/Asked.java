package caravan.warehouse;

import caravan.config.DuckDbSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A warehouse in a folder, and what it answers when nobody writes it. */
record Asked(DuckDbSettings settings) {
    static Asked in(Path folder) {
        return new Asked(new DuckDbSettings(
                folder.resolve("warehouse.duckdb"), 256L << 20, 2, folder.resolve("warehouse.duckdb.tmp")));
    }

    /** Rows, their values apart by {@code |}. */
    List<String> rows(String sql) throws IOException, SQLException {
        try (DuckDb warehouse = DuckDb.openReadOnly(settings);
                Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                all.add(String.join("|", row.stream().map(String::valueOf).toList()));
            }
            return all;
        }
    }
}
