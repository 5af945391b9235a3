package caravan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFault;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @TempDir
    static Path folder;

    private static DuckDbSettings settings;
    private static DuckDb warehouse;

    @BeforeAll
    static void open() throws Exception {
        settings = Planted.facts(folder);
        Files.writeString(folder.resolve("secret.txt"), "hush");
        warehouse = DuckDb.openToStream(settings);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    private void run(String sql, RowSheet sheet) throws Exception {
        new Query(warehouse.connection()).run(sql, sheet);
    }

    private String csv(String sql) throws Exception {
        StringWriter out = new StringWriter();
        run(sql, new CsvRows(out));
        return out.toString();
    }

    private String json(String sql) throws Exception {
        StringWriter out = new StringWriter();
        run(sql, new JsonRows(out));
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('FOLDER/secret.txt')",
                "select * from read_text('FOLDER/secret.txt')",
                "select * from read_json('FOLDER/secret.txt')",
                "select * from read_parquet('FOLDER/secret.txt')",
                "select * from sniff_csv('FOLDER/secret.txt')",
                "select * from glob('FOLDER/*')",
                "select * from 'FOLDER/secret.txt'",
                "select * from read_csv('https://example.com/x.csv')",
                "copy silver.users to 'FOLDER/out.csv'",
                "copy (select 1) to 'FOLDER/out.parquet' (format parquet)",
                "copy silver.users from 'FOLDER/secret.txt'",
                "export database 'FOLDER/out'",
                "import database 'FOLDER'",
                "attach 'FOLDER/out.duckdb'",
                "attach ':memory:' as other",
                "install httpfs",
                "load httpfs",
                "load json",
                "set enable_external_access = true",
                "set lock_configuration = false",
                "reset enable_external_access",
                "set allowed_directories = ['FOLDER']",
                "pragma enable_profiling",
                "pragma profiling_output = 'FOLDER/out.json'",
                "pragma version",
                "call pragma_version()",
                "create secret s (type s3)",
                "create temp table t as select 1",
                "delete from silver.users",
                "with gone as (delete from silver.users returning *) select * from gone",
                "drop table silver.users",
                "checkpoint",
                "begin",
                "prepare p as select 1",
                "explain analyze copy (select 1) to 'FOLDER/out.csv'",
                "select 1; drop table silver.users",
                "select 1; select 2",
                "",
                "-- nothing",
            })
    void what_is_more_than_a_question_is_refused_and_leaves_nothing_behind(String sql) throws Exception {
        byte[] before = Files.readAllBytes(settings.file());
        RecordedRows rows = new RecordedRows();

        assertThatThrownBy(() -> run(sql.replace("FOLDER", folder.toString()), rows))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE))
                .message()
                .isNotBlank()
                .doesNotContain("\n", "Invalid result set");

        assertThat(rows.rows).isEmpty();
        assertThat(Files.readAllBytes(settings.file())).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("warehouse.duckdb", "secret.txt");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe silver.users",
                "show tables from silver",
                "summarize silver.users",
                "explain select 1",
                "explain analyze select count(*) from silver.users",
                "values (1), (2);",
                "from silver.users limit 1 -- the first; or another",
                "with one as (select 1 as n) select * from one",
            })
    void whatever_only_asks_is_answered(String sql) throws Exception {
        RecordedRows rows = new RecordedRows();
        run(sql, rows);
        assertThat(rows.rows).isNotEmpty();
    }

    @Test
    void csv_has_a_header_and_quotes_where_it_must() throws Exception {
        assertThat(csv("select 'a,\"b' as x, null as y, 'l\nm' as z, 1.50::decimal(9,2) as n, true as b"))
                .isEqualTo("x,y,z,n,b\r\n\"a,\"\"b\",,\"l\nm\",1.50,true\r\n");
    }

    @Test
    void json_is_one_array_with_a_row_a_line() throws Exception {
        assertThat(json("select * from (values (1, 'é'), (2, null)) t(n, s) order by n"))
                .isEqualTo("[\n{\"n\":1,\"s\":\"é\"},\n{\"n\":2,\"s\":null}\n]\n");
        assertThat(json("select 1 as n where false")).isEqualTo("[]\n");
    }

    @Test
    void json_keeps_structures_and_large_numbers_and_numbers_names_that_come_twice() throws Exception {
        assertThat(
                        json(
                                "select 1 as a, 2 as a, {'x': [1, null]} as s, map {'k': 'v'} as m, '{\"p\": [1]}'::json as j,"
                                        + " 170141183460469231731687303715884105727::hugeint as h, 'nan'::double as d, 'AB'::blob as b"))
                .isEqualTo("[\n{\"a\":1,\"a_2\":2,\"s\":{\"x\":[1,null]},\"m\":{\"k\":\"v\"},\"j\":{\"p\": [1]},"
                        + "\"h\":170141183460469231731687303715884105727,\"d\":\"NaN\",\"b\":\"4142\"}\n]\n");
    }

    @Test
    void times_are_utc_whatever_the_machine_thinks() throws Exception {
        assertThat(csv("select timestamp '2026-03-29 02:30:00.5' as t, timestamptz '2026-03-29 02:30:00+02' as z,"
                        + " date '2026-03-29' as d, [timestamp '2026-01-01 00:00:00'] as l"))
                .endsWith(
                        "2026-03-29 02:30:00.5,2026-03-29 00:30:00+00,2026-03-29,\"[\"\"2026-01-01 00:00:00\"\"]\"\r\n");
    }

    @Test
    void a_wrong_name_is_told_on_one_line_with_the_nearest_one() {
        assertThatThrownBy(() -> csv("select\n  nme\nfrom (select 1 as name)"))
                .isInstanceOf(Refusal.class)
                .hasMessage("Binder Error: Referenced column \"nme\" not found in FROM clause!"
                        + " Candidate bindings: \"name\" (line 2)");
        assertThatThrownBy(() -> csv("selct 1")).hasMessage("Parser Error: syntax error at or near \"selct\"");
    }

    @Test
    void what_goes_wrong_in_the_middle_is_told_and_leaves_json_open() {
        StringWriter out = new StringWriter();
        String sql = "select case when i = 90000 then error('boom') else i end as n from range(100000) t(i)";

        assertThatThrownBy(() -> run(sql, new JsonRows(out)))
                .isInstanceOf(Refusal.class)
                .hasMessage("Invalid Input Error: boom");

        assertThat(out.toString()).doesNotContain("]");
    }

    @Test
    void a_question_for_which_there_is_no_memory_is_no_fault_of_its_sql(@TempDir Path other) throws Exception {
        try (DuckDb small = DuckDb.openToStream(Planted.small(Planted.facts(other)))) {
            Query query = new Query(small.connection());

            assertThatThrownBy(() -> query.run("select list(i) from range(30000000) t(i)", new RecordedRows()))
                    .isInstanceOf(WarehouseFault.class)
                    .hasMessageStartingWith("the question failed in DuckDB: Out of Memory Error")
                    .hasMessageContaining("caravan.duckdb.memory");
        }
    }

    @Test
    void rows_come_while_they_are_computed() throws Exception {
        RecordedRows rows = new RecordedRows(3);

        run("select i from range(1000000000000) t(i)", rows);

        assertThat(rows.rows).hasSize(3);
    }

    /** Keeps what it is given. */
    private static final class RecordedRows implements RowSheet {
        final List<List<Object>> rows = new ArrayList<>();
        private final int most;

        RecordedRows() {
            this(Integer.MAX_VALUE);
        }

        RecordedRows(int most) {
            this.most = most;
        }

        @Override
        public void begin(List<AnswerColumn> columns) {}

        @Override
        public boolean row(List<Object> values) {
            rows.add(values);
            return rows.size() < most;
        }

        @Override
        public void end() {}
    }
}
