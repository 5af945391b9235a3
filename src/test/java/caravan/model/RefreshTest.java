package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.ledger.Logged;
import caravan.model.Refreshed.Outcome;
import caravan.warehouse.WarehouseFault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshTest {
    private static final String APPEND =
            "{{ config(materialized='incremental', incremental_strategy='append', pre_hook=\"{% if is_incremental() %}delete from {{ this }} where n >= (select coalesce(max(load_number), -1) from {{ source('bronze', 'refreshes') }}){% endif %}\") }}\n";

    @TempDir
    private Path directory;

    private TinyProject project;
    private Connection connection;

    @BeforeEach
    void emptyBronze() throws Exception {
        project = TinyProject.in(directory)
                .model("seen", "select load_number as n from {{ source('bronze', 'loads') }}")
                .model(
                        "kept",
                        APPEND
                                + "select n, '{{ 'more' if is_incremental() else 'first' }}' as how from {{ ref('seen') }}"
                                + "{% if is_incremental() %} where n >= (select coalesce(max(load_number), -1) from {{ source('bronze', 'refreshes') }}){% endif %}")
                .model("counted", "{{ config(materialized='table') }}select count(*) as n from {{ ref('kept') }}")
                .withLast("counted");
        connection = DriverManager.getConnection("jdbc:duckdb:");
        TinyProject.bronze(connection);
        TinyProject.load(connection, 0);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    private Refreshed refresh(boolean full) throws Exception {
        return project.models().refresh(connection, full, RefreshWatch.NOBODY);
    }

    private List<String> asked(String sql) throws Exception {
        return TinyProject.column(connection, sql);
    }

    private List<String> kept() throws Exception {
        return asked("select n || ' ' || how from silver.kept order by n");
    }

    @Test
    void the_first_refresh_makes_everything_and_a_later_one_adds_what_is_new() throws Exception {
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.FULL);
        assertThat(kept()).containsExactly("0 first");
        TinyProject.load(connection, 1);

        Refreshed refreshed = refresh(false);

        assertThat(refreshed.outcome()).isEqualTo(Outcome.INCREMENTAL);
        assertThat(kept()).containsExactly("0 more", "1 more");
        assertThat(asked("select n from silver.counted")).containsExactly("2");
        assertThat(refreshed.made())
                .extracting(made -> made.name() + " " + made.kind() + " " + made.rows())
                .containsExactly(
                        "silver.seen view OptionalLong.empty",
                        "silver.kept incremental OptionalLong[2]",
                        "silver.counted table OptionalLong[1]",
                        "silver.last table OptionalLong[1]");
    }

    @Test
    void a_full_refresh_makes_all_rows_anew() throws Exception {
        refresh(false);
        TinyProject.load(connection, 1);

        assertThat(refresh(true).outcome()).isEqualTo(Outcome.FULL);

        assertThat(kept()).containsExactly("0 first", "1 first");
    }

    @Test
    void without_a_new_load_there_is_nothing_to_do() throws Exception {
        refresh(false);

        assertThat(refresh(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        assertThat(refresh(true).outcome()).isEqualTo(Outcome.FULL);
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    }

    @Test
    void without_any_load_tables_are_made_once_and_are_empty() throws Exception {
        TinyProject.run(connection, "delete from bronze.loads");
        project.model("last", "{{ config(materialized='table') }}-- depends_on: {{ ref('counted') }}\nselect 1 as one");

        assertThat(refresh(false).outcome()).isEqualTo(Outcome.FULL);
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        TinyProject.load(connection, 0);
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.FULL);
    }

    @Test
    void a_table_that_is_gone_is_made_again_and_so_are_all_where_a_file_is_another() throws Exception {
        refresh(false);
        TinyProject.run(connection, "drop table silver.counted");
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.INCREMENTAL);
        assertThat(asked("select n from silver.counted")).containsExactly("1");

        project.model("counted", "{{ config(materialized='table') }}select 5 as n from {{ ref('kept') }}");

        assertThat(refresh(false).outcome()).isEqualTo(Outcome.INCREMENTAL);
        assertThat(asked("select n from silver.counted")).containsExactly("5");
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    }

    @Test
    void a_model_that_is_taken_away_leaves_its_table_and_is_no_work_for_ever() throws Exception {
        project.model("gone", "select 1 as one");
        refresh(false);
        Files.delete(project.folder().resolve("models/gone.sql"));

        assertThat(logged(Models.class))
                .as("told once")
                .contains("WARN no model makes silver.gone: what is not needed any more has to be dropped by hand");
        assertThat(refresh(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        TinyProject.load(connection, 1);
        assertThat(logged(Models.class)).noneMatch(line -> line.contains("silver.gone"));
        assertThat(asked("select one from silver.gone")).containsExactly("1");
    }

    @Test
    void tables_that_dbt_made_are_counted_and_those_of_changed_models_named() throws Exception {
        refresh(false);
        TinyProject.run(connection, "create or replace table silver.counted as select 1::bigint as n");
        TinyProject.run(connection, "create or replace view silver.seen as select 0::bigint as n");

        assertThat(logged(Builds.class))
                .singleElement()
                .asString()
                .startsWith("WARN 2 tables of models were made by another program, as dbt is;");
        assertThat(logged(Builds.class)).as("taken up").isEmpty();

        project.model("counted", "{{ config(materialized='table') }}select 5 as n from {{ ref('kept') }}");
        assertThat(logged(Builds.class))
                .singleElement()
                .asString()
                .startsWith("WARN models changed since they were last refreshed: silver.counted;");
    }

    /** What a refresh says of itself. */
    private List<String> logged(Class<?> who) {
        return Logged.by(who, () -> refresh(false)).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void what_dbt_makes_is_not_even_read_to_find_out_whether_a_model_changed() throws Exception {
        refresh(false);
        project.with("target/run/kept.sql", "select 1");
        Files.write(project.folder().resolve("target/run/broken.sql"), new byte[] {(byte) 0xFF});

        assertThat(refresh(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    }

    @Test
    void a_view_becomes_a_table_and_a_table_a_view() throws Exception {
        refresh(false);
        project.model(
                "seen",
                "{{ config(materialized='table') }}select load_number as n from {{ source('bronze', 'loads') }}");
        project.model("counted", "select count(*) as n from {{ ref('kept') }}");

        refresh(false);

        assertThat(asked("select table_name from duckdb_tables() where schema_name = 'silver' order by 1"))
                .containsExactly("kept", "last", "seen");
        assertThat(asked("select n from silver.counted")).containsExactly("1");
    }

    @Test
    void an_incremental_model_with_other_columns_is_refused_with_their_names_before_anything_is_changed()
            throws Exception {
        refresh(false);
        TinyProject.load(connection, 1);
        project.model("seen", "select load_number as n, hour from {{ source('bronze', 'loads') }}");
        project.model("kept", APPEND + "select n::varchar as n, hour from {{ ref('seen') }}");
        project.model("counted", "{{ config(materialized='table') }}select 9 as n from {{ ref('kept') }}");

        assertThatThrownBy(() -> refresh(false))
                .isInstanceOf(ModelFailed.class)
                .hasMessageContainingAll(
                        "model silver.kept (models/kept.sql) gives n as VARCHAR instead of BIGINT, gives the new column hour, no longer gives how",
                        "nothing was changed",
                        "./caravan refresh --full");

        assertThat(kept()).containsExactly("0 first");
        assertThat(asked("from silver.seen limit 1")).hasSize(1);
        assertThat(asked("select column_name from information_schema.columns where table_name = 'seen'"))
                .containsExactly("n");
        assertThat(refresh(true).outcome()).isEqualTo(Outcome.FULL);
    }

    @Test
    void sql_that_duckdb_refuses_is_told_with_the_model_its_file_and_where_its_sql_is() throws Exception {
        project.model("kept", APPEND + "select n, gone as how from {{ ref('seen') }}");

        assertThatThrownBy(() -> refresh(false))
                .isInstanceOf(ModelFailed.class)
                .hasMessageContainingAll(
                        "model silver.kept (models/kept.sql) failed in DuckDB: Binder Error",
                        "\"gone\"",
                        "its SQL is in " + project.folder().resolve("compiled/silver/kept.sql"));

        assertThat(Files.readString(project.folder().resolve("compiled/silver/kept.sql")))
                .contains("create or replace table silver.kept as (", "select n, gone as how from silver.seen");
    }

    @Test
    void that_there_is_no_memory_for_a_model_is_a_fault_of_the_machine() throws Exception {
        project.model(
                "kept", APPEND + "select max(n) as n, list(i) as how from {{ ref('seen') }}, range(30000000) t(i)");
        TinyProject.run(connection, "set memory_limit = '50MB'");

        assertThatThrownBy(() -> refresh(false))
                .isInstanceOf(WarehouseFault.class)
                .hasMessageStartingWith("model silver.kept (models/kept.sql) failed in DuckDB: Out of Memory Error")
                .hasMessageContaining("caravan.duckdb.memory");
    }

    @Test
    void a_model_that_fails_after_its_rows_went_has_them_still() throws Exception {
        refresh(false);
        TinyProject.load(connection, 1);
        project.model("kept", APPEND + "select n, error('no')::varchar as how from {{ ref('seen') }}");

        assertThatThrownBy(() -> refresh(false)).isInstanceOf(ModelFailed.class);

        assertThat(kept()).containsExactly("0 first");
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void that_a_transaction_cannot_be_undone_does_not_hide_why_it_failed() throws Exception {
        refresh(false);
        TinyProject.load(connection, 1);
        Connection dead = dead();

        project.model("kept", APPEND + "select n, error('no')::varchar as how from {{ ref('seen') }}");
        assertThatThrownBy(() -> project.models().refresh(dead, true, RefreshWatch.NOBODY))
                .as("while a model is made")
                .isInstanceOf(ModelFailed.class)
                .hasMessageContaining("Invalid Input Error: no")
                .hasSuppressedException(new SQLException("the connection is dead"));

        connection.rollback();
        connection.setAutoCommit(true);
        refreshedOnce("kept", APPEND + "select n, gone as how from {{ ref('seen') }}");
        assertThatThrownBy(() -> project.models().refresh(dead, false, RefreshWatch.NOBODY))
                .as("while changed models are tried")
                .isInstanceOf(ModelFailed.class)
                .hasMessageContaining("Binder Error")
                .hasSuppressedException(new SQLException("the connection is dead"));
    }

    /** Where every refresh that is not full tries the models first. */
    private void refreshedOnce(String model, String text) throws Exception {
        TinyProject.run(connection, "insert into bronze.refreshes values (0, now()::timestamp)");
        project.model(model, text);
    }

    /** The same, but that what was not committed cannot be taken back on it. */
    private Connection dead() {
        AtomicBoolean committed = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setAutoCommit")) {
                        committed.set(false);
                    }
                    if (method.getName().equals("commit")) {
                        committed.set(true);
                    }
                    if (method.getName().equals("rollback") && !committed.get()) {
                        throw new SQLException("the connection is dead");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_refresh_that_breaks_off_anywhere_is_made_good_by_the_next() throws Exception {
        for (boolean full : List.of(true, false)) {
            for (int stop : List.of(0, 2, 3)) {
                refresh(true);
                TinyProject.load(connection, stop + (full ? 1 : 5));
                breakOff(full, stop);

                assertThat(refresh(false).outcome()).isEqualTo(full ? Outcome.FULL : Outcome.INCREMENTAL);

                assertThat(asked("select n from silver.kept order by n"))
                        .isEqualTo(asked("select load_number from bronze.loads order by 1"));
                assertThat(asked("select n from silver.counted")).isEqualTo(asked("select count(*) from bronze.loads"));
            }
        }
    }

    private void breakOff(boolean full, int stop) {
        List<String> begun = new ArrayList<>();
        assertThatThrownBy(() -> project.models().refresh(connection, full, (model, done, all) -> {
                    begun.add(model);
                    if (done == stop) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(begun).hasSize(stop + 1);
    }

    @Test
    void models_that_cannot_be_run_change_nothing() throws Exception {
        refresh(false);
        project.model("other", "{{ ref('gone') }}");

        assertThatThrownBy(() -> refresh(true)).isInstanceOf(ModelsRefused.class);

        assertThat(kept()).containsExactly("0 first");
        assertThat(asked("select count(*) from bronze.refreshes")).containsExactly("1");
    }
}
