package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.bench.SimulatedLake;
import caravan.config.DuckDbSettings;
import caravan.demo.Affiliation;
import caravan.demo.Facts;
import caravan.demo.PageFacts;
import caravan.demo.PageWeek;
import caravan.demo.SimulatedProject;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.warehouse.DuckDb;
import caravan.warehouse.DuckDbWarehouse;
import caravan.warehouse.Loads;
import caravan.warehouse.Refresh;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated project knows what it planted: silver and gold must find exactly that, and nothing else. */
class GoldFindsWhatWasPlantedTest {
    /** From a Sunday on: two weeks, and sessions over the edge between them. */
    private static final HourRange HOURS = new HourRange(Hour.parse("2026-11-08T14"), Hour.parse("2026-11-09T20"));

    private static final int LINE = 16 << 20;

    @TempDir
    private static Path folder;

    private static DuckDb warehouse;
    private static Facts planted;

    @BeforeAll
    static void load() throws Exception {
        SimulatedProject project = SimulatedProject.small().withVolume(300, 2);
        planted = project.facts(HOURS);
        SimulatedLake lake = new SimulatedLake(folder, project);
        DuckDbSettings settings =
                new DuckDbSettings(folder.resolve("w.duckdb"), 512L << 20, 2, folder.resolve("temporary"));
        try (Loads loads =
                new Loads(new DuckDbWarehouse(settings, lake.store(), LINE, Clock.systemUTC(), Refresh.NONE))) {
            for (Hour hour : HOURS.hours().toList()) {
                lake.land(hour);
                loads.load(lake.ledger(), hour).orElseThrow();
            }
        }
        warehouse = DuckDb.open(settings);
        new Models(Path.of("dbt"), folder.resolve("compiled"), false)
                .refresh(warehouse.connection(), false, RefreshWatch.NOBODY);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @Test
    void each_event_is_there_once_however_often_it_came() throws Exception {
        assertThat(planted.copiesAcrossHours()).isPositive();
        assertThat(planted.copiesWithinHours()).isPositive();
        assertThat(number("select count(*) from bronze.events")).isEqualTo(planted.lines());
        assertThat(number("select count(*) from silver.events")).isEqualTo(planted.events());
        assertThat(number("select count(*) from gold.events_wide")).isEqualTo(planted.events());
    }

    @Test
    void an_insert_id_that_is_there_twice_stays_twice() throws Exception {
        assertThat(planted.repeatedInsertIds()).isPositive();
        assertThat(number("select count(*) - count(distinct (device_id, insert_id)) from silver.events"))
                .isEqualTo(planted.repeatedInsertIds());
    }

    @Test
    void late_events_are_there_and_clocks_that_are_off_are_told() throws Exception {
        assertThat(planted.veryLateEvents()).isPositive();
        assertThat(planted.wrongClocks()).isPositive();
        String late =
                "select count(*) from silver.events where time_is_plausible and event_time < server_upload_time - interval ";
        assertThat(number(late + "'1' day")).isEqualTo(planted.lateEvents());
        assertThat(number(late + "'7' day")).isEqualTo(planted.veryLateEvents());
        assertThat(number("select count(*) from silver.events where not time_is_plausible"))
                .isEqualTo(planted.wrongClocks());
    }

    @Test
    void people_are_joined_as_they_were_merged_and_not_otherwise() throws Exception {
        SortedMap<String, SortedSet<Long>> found = new TreeMap<>();
        rows("select user_key, amplitude_id from silver.user_identities", row -> found.computeIfAbsent(
                        row.getString(1), key -> new TreeSet<>())
                .add(row.getLong(2)));
        assertThat(planted.merged()).isNotEmpty();
        assertThat(planted.sharedDevices()).isNotEmpty();
        assertThat(found).containsExactlyInAnyOrderEntriesOf(planted.users());
        assertThat(number("select count(*) from silver.users"))
                .isEqualTo(number("select count(distinct i.user_key) from silver.events as e"
                        + " join silver.user_identities as i using (project, identity)"));
    }

    @Test
    void sessions_are_counted_once_each() throws Exception {
        assertThat(number("select count(*) from silver.sessions")).isEqualTo(planted.sessions());
    }

    @Test
    void companies_are_found_by_group_property_and_address() throws Exception {
        SortedMap<String, Affiliation> found = new TreeMap<>();
        rows(
                "select user_key, company, company_source from silver.users where company is not null",
                row -> found.put(row.getString(1), new Affiliation(row.getString(2), row.getString(3))));
        assertThat(planted.companies().values().stream().map(Affiliation::source))
                .contains(Affiliation.GROUP, Affiliation.USER_PROPERTY, Affiliation.EMAIL_DOMAIN);
        assertThat(planted.contradictions()).isNotEmpty();
        assertThat(found).containsExactlyInAnyOrderEntriesOf(planted.companies());
        assertThat(texts("select distinct user_key from gold.company_visits"))
                .isSubsetOf(planted.companies().keySet());
    }

    @Test
    void what_confuses_on_each_page_is_counted_exactly() throws Exception {
        SortedMap<PageWeek, String> found = new TreeMap<>();
        rows(
                "select page_path, week, views, visitors, back_and_forth, rage_clicks, forms_started, forms_abandoned,"
                        + " exits_after_error, exits_after_search, median_seconds_to_first_action from gold.page_friction",
                row -> {
                    StringBuilder counts = new StringBuilder();
                    for (int column = 3; column <= 10; column++) {
                        counts.append(row.getLong(column)).append(' ');
                    }
                    double median = row.getDouble(11);
                    counts.append(row.wasNull() ? "none" : Math.round(median * 2e6));
                    found.put(new PageWeek(row.getString(1), row.getObject(2, LocalDate.class)), counts.toString());
                });
        SortedMap<PageWeek, String> expected = new TreeMap<>();
        planted.pages().forEach((page, facts) -> expected.put(page, text(facts)));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static String text(PageFacts facts) {
        return facts.views() + " " + facts.visitors() + " " + facts.backAndForth() + " " + facts.rageClicks() + " "
                + facts.formsStarted() + " " + facts.formsAbandoned() + " " + facts.exitsAfterError() + " "
                + facts.exitsAfterSearch() + " "
                + (facts.medianSecondsToFirstAction().isPresent()
                        ? Math.round(facts.medianSecondsToFirstAction().getAsDouble() * 2e6)
                        : "none");
    }

    @Test
    void the_confusing_page_tops_the_list() throws Exception {
        assertThat(texts("select page_path from gold.page_friction order by score desc limit 1"))
                .containsExactly("/checkout/shipping");
    }

    private static long number(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Set<String> texts(String sql) throws SQLException {
        Set<String> texts = new TreeSet<>();
        rows(sql, row -> texts.add(row.getString(1)));
        return texts;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void rows(String sql, Row each) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }

    private static Connection connection() {
        return warehouse.connection();
    }
}
