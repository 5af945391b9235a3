package caravan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.warehouse.WarehouseFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetExportTest {
    @TempDir
    Path folder;

    private DuckDbSettings settings;
    private Path target;

    @BeforeEach
    void plant() throws Exception {
        settings = Planted.facts(folder);
        target = folder.resolve("out's/events");
    }

    private Exported export(String table, boolean overwrite) throws Exception {
        return new ParquetExport(settings).write(table, target, overwrite);
    }

    /** As somebody else reads it. */
    private List<String> read(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        sql.replace("FILES", target.toString().replace("'", "''")))) {
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(rows.getString(i));
                }
                lines.add(String.join(" ", line));
            }
        }
        return lines;
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void events_lie_in_a_folder_a_day_in_types_that_everybody_reads() throws Exception {
        Exported exported = export("silver.events", false);

        assertThat(names(target))
                .contains("_SUCCESS", "date=2026-10-22", "date=2026-11-20")
                .hasSize(32);
        assertThat(read("select count(*), count(distinct date), bool_and(event_time::date = date) from"
                        + " read_parquet('FILES/*/*.parquet', hive_partitioning = true)"))
                .containsExactly(exported.rows() + " 30 true");
        assertThat(
                        read(
                                "select name, type, coalesce(converted_type, '-') from parquet_schema('FILES/date=2026-10-22/data_0.parquet') offset 1"))
                .containsExactly(
                        "project BYTE_ARRAY UTF8",
                        "uuid BYTE_ARRAY UTF8",
                        "event_type BYTE_ARRAY UTF8",
                        "event_time INT64 TIMESTAMP_MICROS",
                        "identity BYTE_ARRAY UTF8",
                        "client_id BYTE_ARRAY UTF8",
                        "location_lat DOUBLE -",
                        "session_id INT64 INT_64",
                        "event_properties BYTE_ARRAY UTF8");
        assertThat(read("select logical_type from parquet_schema('FILES/date=2026-10-22/data_0.parquet')"
                        + " where name = 'event_time'"))
                .as("an instant in UTC, not a time of somewhere")
                .singleElement()
                .asString()
                .contains("isAdjustedToUTC=1");
        assertThat(read("select distinct compression from parquet_metadata('FILES/*/*.parquet')"))
                .containsExactly("ZSTD");
        assertThat(names(target.getParent())).as("nothing of size beside it").containsExactly(".events.lock", "events");
    }

    @Test
    void a_table_without_a_time_is_one_file() throws Exception {
        assertThat(export("silver.users", false)).isEqualTo(new Exported("silver.users", 412, false));

        assertThat(names(target)).containsExactly("_SUCCESS", "_caravan_export.json", "data_0.parquet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silver.evnts",
                "users",
                "main.users",
                "information_schema.tables",
                "silver.events; drop table silver.users",
                "(select 1)",
                "\"silver\".\"events\"",
                "silver.events\u001B[2J"
            })
    void a_name_that_the_catalog_has_not_is_refused(String table) {
        assertThatThrownBy(() -> export(table, false))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("is no table of the warehouse")
                .hasMessageMatching("[ -~]*");

        assertThat(target).doesNotExist();
    }

    @Test
    void that_there_is_no_memory_for_it_is_a_fault_of_the_machine_and_a_view_that_is_wrong_is_not() throws Exception {
        Planted.with(
                settings,
                "create view gold.much as select list(i) as l from range(30000000) t(i);"
                        + "create view gold.broken as select user_key from silver.users;"
                        + "alter table silver.users rename user_key to key");

        assertThatThrownBy(() -> new ParquetExport(Planted.small(settings)).write("gold.much", target, false))
                .isInstanceOf(WarehouseFault.class)
                .hasMessageStartingWith("the export of gold.much failed in DuckDB: Out of Memory Error");
        assertThatThrownBy(() -> export("gold.broken", false))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.PERSON))
                .hasMessageStartingWith("the export of gold.broken failed in DuckDB: Binder Error");
        assertThat(target).doesNotExist();
    }

    @Test
    void an_earlier_export_is_replaced_on_demand_alone() throws Exception {
        export("silver.events", false);

        assertThatThrownBy(() -> export("silver.users", false)).hasMessageContaining("--overwrite replaces it");
        assertThat(names(target)).contains("date=2026-10-22");

        export("silver.users", true);
        assertThat(names(target)).containsExactly("_SUCCESS", "_caravan_export.json", "data_0.parquet");
        assertThat(names(target.getParent())).containsExactly(".events.lock", "events");
    }

    /** What somebody else has under the name of the export. */
    private void putThesis() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("thesis.txt"), "years of work");
    }

    private void assertThesisIsThereAlone() throws IOException {
        assertThat(names(target)).containsExactly("thesis.txt");
        assertThat(names(target.getParent())).containsExactly(".events.lock", "events");
    }

    @Test
    void what_is_no_export_is_never_replaced() throws Exception {
        putThesis();

        assertThatThrownBy(() -> export("silver.users", true)).hasMessageContaining("is no export and stays as it is");

        assertThesisIsThereAlone();
    }

    @Test
    void what_came_to_lie_there_while_the_export_was_written_stays() throws Exception {
        try (ExportFolder begun = ExportFolder.begin(target, true)) {
            putThesis();

            assertThatThrownBy(() -> begun.publish(new Exported("silver.users", 1, false)))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.exitCode())
                            .isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining("is no export and stays as it is");
        }

        assertThesisIsThereAlone();
    }

    @Test
    void what_came_to_lie_there_after_the_last_look_comes_back() throws Exception {
        try (ExportFolder begun = ExportFolder.begin(target, true)) {
            putThesis();

            assertThatThrownBy(begun::replace).hasMessageContaining("is no export and stays as it is");
        }

        assertThesisIsThereAlone();
    }

    @Test
    void an_export_that_came_to_lie_there_meanwhile_is_replaced_on_demand_alone() throws Exception {
        try (ExportFolder begun = ExportFolder.begin(target, false)) {
            Files.createDirectories(target);
            Files.writeString(target.resolve("_caravan_export.json"), "{}");

            assertThatThrownBy(() -> begun.publish(new Exported("silver.users", 1, false)))
                    .hasMessageContaining("--overwrite replaces it");
        }

        assertThat(names(target)).containsExactly("_caravan_export.json");
    }

    @Test
    void what_is_no_export_stays_where_an_earlier_one_is_put_for_a_moment() throws Exception {
        export("silver.users", false);
        Path taken = Files.createDirectories(target.resolveSibling(".events.former"));
        Files.writeString(taken.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> export("silver.users", true)).hasMessageContaining("needs that name for a moment");

        assertThat(names(taken)).containsExactly("thesis.txt");
        assertThat(names(target)).contains("_SUCCESS");
    }

    @Test
    void the_file_of_the_lock_stays_so_that_who_opened_it_meanwhile_has_no_lock_of_its_own() throws Exception {
        Path file = target.resolveSibling(".events.lock");
        ExportFolder first = ExportFolder.begin(target, false);
        try (FileChannel waiting = FileChannel.open(file, StandardOpenOption.WRITE)) {
            first.close();
            FileLock lock = waiting.tryLock();

            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> ExportFolder.begin(target, false))
                    .hasMessageContaining("another export writes to");
        }
    }

    @Test
    void what_a_killed_export_left_goes_with_the_next() throws Exception {
        Files.createDirectories(target.resolveSibling(".events.part/date=2026-01-01"));
        Files.writeString(target.resolveSibling(".events.part/date=2026-01-01/data_0.parquet"), "half");
        Files.writeString(target.resolveSibling(".events.lock"), "");

        export("silver.users", false);

        assertThat(names(target)).containsExactly("_SUCCESS", "_caravan_export.json", "data_0.parquet");
        assertThat(names(target.getParent())).containsExactly(".events.lock", "events");
    }

    @Test
    void an_export_that_was_moved_away_when_the_process_was_killed_comes_back() throws Exception {
        export("silver.events", false);
        Files.move(target, target.resolveSibling(".events.former"));

        assertThatThrownBy(() -> export("silver.users", false)).hasMessageContaining("--overwrite replaces it");

        assertThat(names(target)).contains("_SUCCESS", "date=2026-10-22");
        assertThat(names(target.getParent())).containsExactly(".events.lock", "events");
    }

    @Test
    void two_at_once_to_one_folder_are_told_apart() throws Exception {
        Files.createDirectories(target.getParent());
        try (FileChannel other = FileChannel.open(
                        target.resolveSibling(".events.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> export("silver.users", false))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.exitCode())
                            .isEqualTo(ExitCode.LATER));
        }
        assertThat(target).doesNotExist();
    }
}
