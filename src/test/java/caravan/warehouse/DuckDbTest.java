package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.DuckDbSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {
    @TempDir
    Path folder;

    @Test
    void a_writer_makes_the_file_and_bronze_and_a_reader_finds_them() throws Exception {
        try (DuckDb warehouse = DuckDb.open(settings())) {
            run(warehouse, "insert into bronze.refreshes values (7, timestamp '2026-11-01 05:00:00')");
        }

        try (DuckDb warehouse = DuckDb.openReadOnly(settings())) {
            assertThat(one(warehouse, "select load_number from bronze.refreshes"))
                    .isEqualTo("7");
            assertThatThrownBy(() -> run(warehouse, "delete from bronze.refreshes"))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void what_was_set_counts_and_cannot_be_changed_by_sql() throws Exception {
        try (DuckDb warehouse = DuckDb.open(settings())) {
            assertThat(one(warehouse, "select current_setting('memory_limit')")).isEqualTo("256.0 MiB");
            assertThat(one(warehouse, "select current_setting('threads')")).isEqualTo("2");
            assertThat(one(warehouse, "select current_setting('TimeZone')")).isEqualTo("UTC");
            assertThatThrownBy(() -> run(warehouse, "set threads = 3")).hasMessageContaining("locked");
            assertThatThrownBy(() -> run(warehouse, "set enable_external_access = true"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void no_sql_reaches_other_files_extensions_or_the_network() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
        try (DuckDb warehouse = DuckDb.open(settings())) {
            assertThatThrownBy(() -> run(warehouse, "select * from read_csv('" + secret + "')"))
                    .hasMessageContaining("disabled by configuration");
            assertThatThrownBy(() -> run(warehouse, "copy (select 1) to '" + folder.resolve("out.csv") + "'"))
                    .hasMessageContaining("disabled by configuration");
            assertThatThrownBy(() -> run(warehouse, "install httpfs")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> run(warehouse, "attach '" + folder.resolve("b.duckdb") + "'"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void to_export_one_folder_is_open_and_no_other() throws Exception {
        DuckDb.open(settings()).close();
        Path out = Files.createDirectories(folder.resolve("it's out"));
        String quoted = out.toString().replace("'", "''");

        try (DuckDb warehouse = DuckDb.openToExport(settings(), out)) {
            run(warehouse, "copy (select 1 as a) to '" + quoted + "/a.parquet' (format parquet)");
            assertThat(out.resolve("a.parquet")).exists();
            assertThatThrownBy(() -> run(warehouse, "copy (select 1) to '" + folder.resolve("out.csv") + "'"))
                    .hasMessageContaining("disabled by configuration");
        }
    }

    @Test
    void a_container_of_half_a_gigabyte_is_too_small_and_one_of_a_gigabyte_is_not() {
        assertThat(DuckDb.hindrance(512L << 20))
                .hasValueSatisfying(why -> assertThat(why).contains("1 GB of memory", "536 MB", "--memory 1g"));
        assertThat(DuckDb.hindrance(1L << 30)).isEmpty();
    }

    @Test
    void a_reader_of_what_is_not_there_is_told_what_makes_it() {
        assertThatThrownBy(() -> DuckDb.openReadOnly(settings()))
                .isInstanceOf(WarehouseFault.class)
                .hasMessageContaining("there is no warehouse at " + settings().file())
                .hasMessageContaining("./caravan load");
    }

    @Test
    void a_file_of_something_else_is_named() throws IOException {
        Files.writeString(settings().file(), "nothing of DuckDB's");

        assertThatThrownBy(() -> DuckDb.open(settings()))
                .isInstanceOf(WarehouseFault.class)
                .hasMessageContaining(settings().file().toString())
                .hasMessageContaining("not a valid DuckDB database file");
    }

    private DuckDbSettings settings() {
        return new DuckDbSettings(
                folder.resolve("warehouse.duckdb"), 256L << 20, 2, folder.resolve("warehouse.duckdb.tmp"));
    }

    private static void run(DuckDb warehouse, String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(DuckDb warehouse, String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
