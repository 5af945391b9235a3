package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshCommandTest {
    @TempDir
    private Path directory;

    private int refresh(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("refresh", "--demo", "--set", "caravan.duckdb.file=" + directory.resolve("w.duckdb")));
        arguments.addAll(List.of(more));
        return CommandLines.run(arguments.toArray(String[]::new));
    }

    @Test
    void a_warehouse_without_loads_gets_its_empty_tables_and_verbose_writes_their_sql() throws Exception {
        assertThat(refresh("--verbose")).isZero();

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("w.duckdb"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from gold.daily_activity")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isZero();
        }
        assertThat(directory.resolve("compiled/silver/events.sql"))
                .content()
                .startsWith("-- models/silver/events.sql\n")
                .contains("create or replace table silver.events as (");
    }
}
