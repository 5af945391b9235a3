package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in whatever order, whatever breaks off: increments leave the tables that a rebuild makes. {@code -Dcaravan.seeds=200} tries more. */
class IncrementalIsRebuildTest {
    private static final int STEPS = 5;

    @TempDir
    private Path folder;

    static List<Long> seeds() {
        return LongStream.range(0, Long.getLong("caravan.seeds", 2)).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void increments_leave_what_a_rebuild_makes(long seed) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            Models models = new Models(Path.of("dbt"), folder, false);
            RandomBronze bronze = new RandomBronze(connection, seed, 9);
            for (int step = 0; step < STEPS; step++) {
                for (int loads = 1 + bronze.dice().nextInt(4); loads > 0; loads--) {
                    bronze.load();
                }
                if (bronze.dice().nextInt(3) == 0) {
                    breakOff(models, connection, bronze.dice().nextInt(30));
                }
                if (bronze.dice().nextInt(3) > 0) {
                    models.refresh(connection, false, RefreshWatch.NOBODY);
                }
            }
            models.refresh(connection, false, RefreshWatch.NOBODY);
            List<String> tables = tables(connection);
            for (String table : tables) {
                run(connection, "create table " + was(table) + " as from " + table);
            }

            models.refresh(connection, true, RefreshWatch.NOBODY);

            assertThat(tables).hasSizeGreaterThan(25);
            assertThat(tables(connection)).isEqualTo(tables);
            for (String table : tables) {
                assertThat(onlyIn(connection, was(table), table))
                        .as(table + ": only by increments")
                        .isEmpty();
                assertThat(onlyIn(connection, table, was(table)))
                        .as(table + ": only by the rebuild")
                        .isEmpty();
            }
        }
    }

    private static void breakOff(Models models, Connection connection, int after) {
        RefreshWatch killer = (model, done, all) -> {
            if (done == after) {
                throw new IllegalStateException("killed before " + model);
            }
        };
        assertThatThrownBy(() -> models.refresh(connection, false, killer)).hasMessageStartingWith("killed before");
    }

    /** When an identity was last reached differs, rightly. So does what only one refresh is about. */
    private static List<String> tables(Connection connection) throws SQLException {
        return column(
                connection,
                "select table_schema || '.' || table_name from information_schema.tables"
                        + " where table_schema in ('intermediate', 'silver', 'gold') and table_name not like 'int_reached_%'"
                        + " and table_name not in ('int_counting_copies', 'stg_loads') and table_name not like 'was_%' order by 1");
    }

    private static String was(String table) {
        return table.replace(".", ".was_");
    }

    private static List<String> onlyIn(Connection connection, String one, String other) throws SQLException {
        String columns = one.endsWith("int_identities") ? "* exclude (load_number)" : "*";
        return column(
                connection,
                "select cast(t as varchar) from (select " + columns + " from " + one + " except all select " + columns
                        + " from " + other + ") as t limit 5");
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
