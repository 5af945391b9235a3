package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.DuckDbSettings;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import caravan.store.StoredObject;
import caravan.sync.Run;
import caravan.warehouse.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the commit of an hour to its rows in the warehouse, on the routes of the repository. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LoadingTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange THREE = new HourRange(App.LAST.plus(-2), App.LAST);
    private static final String EVENTS =
            "select hour, count(*), count(distinct uuid) from bronze.events group by hour order by hour";
    private static final String MARKS = "select hour, revision, events from bronze.loads order by hour";

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(THREE.first())
                .set("caravan.warehouse", "duckdb")
                .set("caravan.duckdb.file", file().toString())
                .set("caravan.duckdb.memory", "256MiB");
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void what_landed_is_loaded_and_the_file_is_free_after_the_sync() throws Exception {
        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.loadedHours()).isEqualTo(3);
        assertThat(run.notLoadedHours()).isZero();
        assertThat(rows(MARKS)).isEqualTo(recorded());
        assertThat(rows("select count(*) from bronze.events")).containsExactly(Long.toString(run.events()));
    }

    @Test
    void a_run_that_only_loads_moves_no_start_and_asks_for_nothing() throws Exception {
        app.sync();
        int asked = amplitude.requests().size();
        HourRange early = new HourRange(THREE.first().plus(-48), App.LAST);

        Run loads = app.sync(Run.ofLoads(Optional.of(early), Optional.empty()));
        Run next = app.sync();

        assertThat(loads.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(app.ledger().projectObject().orElseThrow().start()).isEqualTo(THREE.first());
        assertThat(next.dueHours()).isZero();
        assertThat(amplitude.requests()).hasSize(asked);
    }

    @Test
    void a_reopened_hour_replaces_its_rows() throws Exception {
        app.sync();
        try (Simulator other = Simulator.start(PROJECT.withSeed(2))) {
            app.ledger()
                    .write(Note.of("default", App.LAST, Note.Kind.REOPENED, "by a test", app.clock.instant(), null));
            app.stop();
            app.asks(other.url().toString());

            assertThat(app.sync().loadedHours()).isEqualTo(1);
        }

        assertThat(rows(MARKS)).isEqualTo(recorded());
        assertThat(
                        rows(
                                "select distinct revision from bronze.events where hour = (select max(hour) from bronze.events)"))
                .containsExactly("1");
        assertThat(rows("select count(*) > 0, min(load_number), max(load_number) from bronze.replaced"))
                .containsExactly("true|3|3");
    }

    @Test
    void hours_that_could_not_be_loaded_are_landed_all_the_same_and_come_with_the_next_sync() throws Exception {
        Files.writeString(file(), "nothing of DuckDB's");

        Run failed = app.sync();

        assertThat(failed.landedHours()).isEqualTo(3);
        assertThat(failed.dueHours()).isZero();
        assertThat(failed.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(failed.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.WAREHOUSE);
        assertThat(failed.failures()).hasSizeLessThanOrEqualTo(2);

        Files.delete(file());
        Run next = app.sync();

        assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(next.plannedHours()).isZero();
        assertThat(next.loadedHours()).isEqualTo(3);
        assertThat(rows(MARKS)).isEqualTo(recorded());
    }

    @Test
    void a_damaged_object_keeps_back_its_own_hour_only() throws Exception {
        app.set("caravan.warehouse", "none").sync();
        LandedObject object =
                app.ledger().read(App.LAST).orElseThrow().record().objects().get(0);
        Files.writeString(Path.of(app.store().location()).resolve(object.key()), "{}\n");
        app.stop();

        Run run = app.set("caravan.warehouse", "duckdb").sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.PERSON);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.OBJECT);
        assertThat(run.failures().get(0).cause()).contains(object.key());
        assertThat(run.loadedHours()).isEqualTo(2);
        assertThat(run.notLoadedHours()).isEqualTo(1);
        assertThat(rows(MARKS)).isEqualTo(recorded().subList(0, 2));
    }

    @Test
    void a_reload_loads_its_hours_again_whatever_the_warehouse_says_that_it_has() throws Exception {
        app.set("caravan.archive.keep", "store").sync();
        LandedObject object =
                app.ledger().read(App.LAST).orElseThrow().record().objects().get(0);
        Files.delete(Path.of(app.store().location()).resolve(object.key()));
        List<String> loaded = rows(EVENTS);
        try (DuckDb warehouse = DuckDb.open(app.configuration().settings().duckDb());
                Statement statement = warehouse.connection().createStatement()) {
            statement.execute("delete from bronze.events where hour > (select min(hour) from bronze.events)");
        }
        assertThat(rows(EVENTS)).isNotEqualTo(loaded);
        int asked = amplitude.requests().size();
        HourRange two = new HourRange(App.LAST.plus(-1), App.LAST);

        Run run = app.sync(Run.ofKeptArchives(two, Optional.empty()));

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.loadedHours()).isEqualTo(2);
        assertThat(amplitude.requests()).hasSize(asked);
        assertThat(rows(EVENTS)).isEqualTo(loaded);
        assertThat(rows(MARKS)).isEqualTo(recorded());
        assertThat(rows("select count(*) from silver.events")).isEqualTo(rows("select count(*) from bronze.events"));
        assertThat(app.sync().loadedHours()).as("and once only").isZero();
    }

    @Test
    void an_hour_that_a_reload_could_not_bring_back_keeps_what_the_warehouse_has_of_it() throws Exception {
        app.set("caravan.archive.keep", "store").sync();
        LandedObject object =
                app.ledger().read(App.LAST).orElseThrow().record().objects().get(0);
        Files.delete(Path.of(app.store().location()).resolve(object.key()));
        for (StoredObject archive : app.store().list("archives/")) {
            app.store().delete(List.of(archive.key()));
        }
        List<String> loaded = rows(EVENTS);

        Run run = app.sync(Run.ofKeptArchives(THREE, Optional.empty()));

        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.KEPT);
        assertThat(run.loadedHours()).isEqualTo(2);
        assertThat(run.notLoadedHours()).isZero();
        assertThat(rows(EVENTS)).isEqualTo(loaded);
        assertThat(rows(MARKS)).isEqualTo(recorded());
    }

    private Path file() {
        return place.resolve("warehouse.duckdb");
    }

    private List<String> recorded() throws Exception {
        List<String> all = new ArrayList<>();
        for (Hour hour : THREE.hours().toList()) {
            HourRecord record = app.ledger().read(hour).orElseThrow().record();
            all.add(hour.date() + " " + hour.hourOfDay() + ":00:00.0|" + record.revision() + "|" + record.events());
        }
        return all;
    }

    private List<String> rows(String sql) throws Exception {
        DuckDbSettings settings = app.configuration().settings().duckDb();
        try (DuckDb warehouse = DuckDb.openReadOnly(settings);
                Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                all.add(String.join("|", row));
            }
            return all;
        }
    }
}
