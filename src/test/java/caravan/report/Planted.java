package caravan.report;

import caravan.config.DuckDbSettings;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A warehouse with tables of silver and gold as the models make them, and known facts in them. */
public final class Planted {
    private static final String TABLES = """
            create schema silver;
            create schema gold;
            create table silver.events_list (project varchar, event_type varchar, first_seen timestamp, last_seen timestamp, users bigint, events bigint);
            create table silver.users (project varchar, user_key varchar, user_id varchar, email varchar);
            create table silver.user_identities (project varchar, identity varchar, user_key varchar);
            create table silver.events (project varchar, uuid varchar, event_type varchar, event_time timestamp, identity varchar, client_id uuid,
                location_lat double, session_id bigint, event_properties json);
            create table gold.daily_activity (project varchar, time_zone varchar, day date, dau bigint, wau bigint, mau bigint,
                new_users bigint, returning_users bigint, stickiness double, events bigint, sessions bigint);
            create table gold.retention (project varchar, time_zone varchar, cohort_week date, period integer, cohort_users bigint,
                active_users bigint, share double);
            create table gold.page_friction (project varchar, page_path varchar, week date, views bigint, visitors bigint,
                back_and_forth bigint, rage_clicks bigint, forms_started bigint, forms_abandoned bigint, exits_after_error bigint,
                exits_after_search bigint, median_seconds_to_first_action double, c_back_and_forth double, c_rage_clicks double,
                c_forms_abandoned double, c_exits_after_error double, c_exits_after_search double,
                c_seconds_to_first_action double, score double);
            create table gold.company_visits (project varchar, company varchar, company_source varchar, company_confidence double,
                user_key varchar, user_id varchar, page_path varchar, views bigint, first_visit timestamp, last_visit timestamp);
            create table gold.event_catalog (project varchar, kind varchar, event_type varchar, property varchar, first_seen timestamp,
                last_seen timestamp, events bigint, types varchar, collides_with varchar, is_new_this_week boolean);
            """;

    private static final String FACTS = """
            insert into bronze.loads select 'web', timestamp '2026-10-05 00:00:00' + to_hours(i), 0, i, 40, 0, 'v', timestamp '2026-11-20 12:00:00',
                timestamp '2026-11-20 12:00:00' from range(1121) t(i);
            insert into bronze.refreshes values (1120, timestamp '2026-11-20 12:00:00');
            insert into silver.users select 'web', 'u' || i, null, null from range(412) t(i);
            insert into gold.daily_activity select 'web', 'UTC', d::date, (150 + 60 * sin(i / 2.0))::bigint, (420 + 40 * sin(i / 5.0))::bigint,
                900 + 4 * i, (18 + 9 * cos(i))::bigint, (130 + 50 * sin(i / 2.0))::bigint, (150 + 60 * sin(i / 2.0)) / (900 + 4 * i),
                (1800 + 700 * sin(i / 2.0))::bigint, 200 from (select i, date '2026-10-05' + i::integer as d from range(47) t(i));
            insert into gold.retention select 'web', 'UTC', date '2026-10-05' + (7 * c)::integer, p, 120 + 11 * c,
                ((120 + 11 * c) * s)::bigint, s from (select c, p, case p when 0 then 1.0 else 0.46 / sqrt(p) end as s
                from range(7) a(c), range(7) b(p) where c + p < 7);
            insert into silver.user_identities select 'web', 'i' || i, 'u' || i // 2 from range(600) t(i);
            insert into silver.events select 'web', 'e' || i, n,
                timestamp '2026-10-22 09:00:00' + to_days((i * 7 % 30)::integer), 'i' || (i % 600),
                'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 52.5, 7, '{"page": "/pricing", "n": 1}'
                from range(1800) t(i), (values ('Page Viewed', 1), ('Search Performed', 3), ('Form Started', 5), ('Form Submitted', 8),
                ('Element Clicked', 2), ('Error Shown', 40)) e(n, every) where hash(i) % every = 0;
            insert into silver.events_list select 'web', event_type, min(event_time), max(event_time), count(distinct identity), count(*)
                from silver.events group by event_type;
            insert into gold.page_friction values
                ('web', '/checkout/address', date '2026-11-16', 1234, 310, 148, 12, 230, 94, 14, 3, 48, 0.24, 0.1, 0.82, 0.3, 0.02, 0.4, 71.6),
                ('web', '/checkout/address', date '2026-11-09', 1100, 280, 100, 2, 200, 40, 4, 3, 40, 0.2, 0.05, 0.4, 0.1, 0.02, 0.3, 40.2),
                ('web', '/docs/search', date '2026-11-16', 840, 205, 31, 0, 0, 0, 0, 96, 9, 0.07, 0, 0, 0, 0.66, 0.05, 44.0),
                ('web', '/pricing', date '2026-11-09', 2140, 640, 402, 41, 0, 0, 2, 0, 21, 0.38, 0.35, 0, 0.02, 0, 0.1, 31.5),
                ('web', '/', date '2026-11-16', 9100, 1400, 90, 1, 0, 0, 0, 0, 3, 0.02, 0.01, 0, 0, 0, 0, 2.1),
                ('web', '/two/people', date '2026-11-16', 4, 2, 4, 9, 0, 0, 0, 0, 90, 1, 1, 0, 0, 0, 1, 99);
            insert into gold.company_visits select 'web', c, s, f, c || u, null, p, 40 // (u + 1), timestamp '2026-11-01 00:00:00',
                timestamp '2026-11-19 00:00:00' from (values ('Northwind Traders', 'group', 0.95, 14), ('Contoso', 'user property', 0.8, 9),
                ('tailspin.example', 'e-mail domain', 0.6, 3)) a(c, s, f, n), range(20) b(u), (values ('/pricing'), ('/docs')) x(p) where u < n;
            insert into gold.event_catalog values
                ('web', 'event', 'Page Viewed', null, timestamp '2026-10-05 00:00:00', timestamp '2026-11-20 00:00:00', 1800, null, null, false),
                ('web', 'event', 'Coupon Applied', null, timestamp '2026-11-18 08:00:00', timestamp '2026-11-20 00:00:00', 62, null, null, true),
                ('web', 'event property', 'Page Viewed', 'experiment', timestamp '2026-11-17 08:00:00', timestamp '2026-11-20 00:00:00', 410, 'string', null, true),
                ('web', 'user property', null, 'city', timestamp '2026-10-05 00:00:00', timestamp '2026-11-20 00:00:00', 900, 'string', 'City', false),
                ('web', 'user property', null, 'City', timestamp '2026-10-05 00:00:00', timestamp '2026-11-20 00:00:00', 30, 'string', 'city', false);
            """;

    private static byte[] made;

    private Planted() {}

    private static DuckDbSettings settings(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new DuckDbSettings(folder.resolve("warehouse.duckdb"), 500_000_000, 2, folder.resolve("tmp"));
    }

    /** A file in the folder with nothing in it but what a loader makes before its first hour. */
    static DuckDbSettings bare(Path folder) throws IOException {
        DuckDbSettings settings = settings(folder);
        DuckDb.open(settings).close();
        return settings;
    }

    /** With the tables of the models, all of them empty. */
    static DuckDbSettings empty(Path folder) throws IOException, SQLException {
        return with(bare(folder), TABLES);
    }

    /** A month and a half of project {@code web} up to 2026-11-20T16. */
    public static DuckDbSettings facts(Path folder) throws IOException, SQLException {
        DuckDbSettings settings = settings(folder);
        Files.write(settings.file(), factsMade());
        return settings;
    }

    /** Made once: it takes a second. */
    private static synchronized byte[] factsMade() throws IOException, SQLException {
        if (made == null) {
            Path folder = Files.createTempDirectory("planted");
            DuckDbSettings settings = with(empty(folder), FACTS);
            made = Files.readAllBytes(settings.file());
            Files.delete(settings.file());
            Files.delete(folder);
        }
        return made;
    }

    static DuckDbSettings with(DuckDbSettings settings, String sql) throws IOException, SQLException {
        try (DuckDb open = DuckDb.open(settings);
                Statement statement = open.connection().createStatement()) {
            statement.execute(sql);
        }
        return settings;
    }

    /** The same file with little memory. */
    static DuckDbSettings small(DuckDbSettings settings) {
        return new DuckDbSettings(settings.file(), 50_000_000, 2, settings.temporary());
    }

    /** Reads the report of the only project. */
    static Report report(DuckDbSettings settings) throws Exception {
        try (DuckDb open = DuckDb.openReadOnly(settings)) {
            Connection connection = open.connection();
            return new ReportReading(connection).of(Optional.empty()).get(0);
        }
    }
}
