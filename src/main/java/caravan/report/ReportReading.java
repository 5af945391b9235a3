package caravan.report;

import caravan.archive.Escaped;
import caravan.failure.ExitCode;
import caravan.report.Report.Cohort;
import caravan.report.Report.Company;
import caravan.report.Report.Day;
import caravan.report.Report.EventType;
import caravan.warehouse.WarehouseFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the report of each project. Tables that are not there yet, or hold nothing, leave their part of it empty. */
public final class ReportReading {
    static final int DAYS = 30;
    private static final int WEEKS = 8;
    private static final int TOP = 10;

    private final Answers answers;
    private final Catalog catalog;

    public ReportReading(Connection warehouse) {
        answers = new Answers(warehouse);
        catalog = new Catalog(answers);
    }

    /**
     * By name; empty where nothing was loaded.
     *
     * @param project that one alone
     * @throws Refusal where the warehouse has it not, or its tables lack what the report is of
     * @throws WarehouseFault where DuckDB has no memory or no room for it, or cannot read its file
     */
    public List<Report> of(Optional<String> project) throws Refusal, WarehouseFault {
        try {
            List<String> projects = answers.has("bronze", "loads")
                    ? answers.all("select distinct project from bronze.loads order by 1", row -> row.getString(1))
                    : List.of();
            if (project.isPresent() && !projects.contains(project.get())) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "the warehouse holds no project '" + Escaped.text(project.get(), 100) + "'; there "
                                + (projects.isEmpty() ? "is none yet" : "are " + projects));
            }
            List<Report> reports = new ArrayList<>();
            for (String each : project.map(List::of).orElse(projects)) {
                reports.add(of(each));
            }
            return reports;
        } catch (SQLException e) {
            if (WarehouseFault.isOfTheMachine(e)) {
                throw WarehouseFault.by("the report", e);
            }
            throw new Refusal(
                    ExitCode.BUG,
                    "the tables of the warehouse are not as this version makes them (./caravan refresh --full makes them anew): "
                            + SqlWords.of(String.valueOf(e.getMessage())));
        }
    }

    private Report of(String project) throws SQLException {
        Loads loads = Loads.of(answers, project);
        LocalDate last = loads.newest().atZone(ZoneOffset.UTC).toLocalDate();
        String zone = zone(project);
        List<Day> days = days(project, zone, last);
        boolean over = loads.newest()
                .plus(Duration.ofHours(1))
                .truncatedTo(ChronoUnit.DAYS)
                .isAfter(loads.newest());
        return new Report(
                project,
                loads.first(),
                loads.completeThrough(),
                loads.newest(),
                answers.has("silver", "events_list")
                        ? answers.number("select sum(events) from silver.events_list where project = ?", project)
                        : 0,
                answers.has("silver", "users")
                        ? answers.number("select count(*) from silver.users where project = ?", project)
                        : 0,
                zone,
                days,
                over,
                cohorts(project, zone, last),
                eventTypes(project, last),
                new PageReading(answers).of(project, TOP),
                companies(project),
                catalog.news(project),
                loads.wrong(answers, catalog.collisions(project)));
    }

    /** UTC where days are counted in it. */
    private String zone(String project) throws SQLException {
        if (!answers.has("gold", "daily_activity")) {
            return "UTC";
        }
        return answers.all(
                        "select coalesce(min(time_zone) filter (where time_zone = 'UTC'), min(time_zone), 'UTC')"
                                + " from gold.daily_activity where project = ?",
                        row -> row.getString(1),
                        project)
                .get(0);
    }

    private List<Day> days(String project, String zone, LocalDate last) throws SQLException {
        if (!answers.has("gold", "daily_activity")) {
            return List.of();
        }
        Map<LocalDate, Day> known = new HashMap<>();
        answers.all(
                        """
                        select cast(day as date), dau, wau, mau, new_users, returning_users, stickiness, events
                        from gold.daily_activity where project = ? and time_zone = ? and cast(day as date) between ? and ?
                        """,
                        row -> new Day(
                                row.getObject(1, LocalDate.class),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getDouble(7),
                                row.getLong(8)),
                        project,
                        zone,
                        last.minusDays(DAYS - 1),
                        last)
                .forEach(day -> known.put(day.date(), day));
        return known.isEmpty()
                ? List.of()
                : last.minusDays(DAYS - 1)
                        .datesUntil(last.plusDays(1))
                        .map(date -> known.getOrDefault(date, Day.empty(date)))
                        .toList();
    }

    private List<Cohort> cohorts(String project, String zone, LocalDate last) throws SQLException {
        if (!answers.has("gold", "retention")) {
            return List.of();
        }
        record Cell(LocalDate week, int period, long users, double share) {}
        Map<LocalDate, List<Cell>> weeks = new TreeMap<>();
        answers.all(
                        """
                        select cast(cohort_week as date), period, cohort_users, share from gold.retention
                        where project = ? and time_zone = ? and cast(cohort_week as date) between ? and ? order by 1, 2
                        """,
                        row -> new Cell(
                                row.getObject(1, LocalDate.class), row.getInt(2), row.getLong(3), row.getDouble(4)),
                        project,
                        zone,
                        last.minusWeeks(WEEKS),
                        last)
                .forEach(cell -> weeks.computeIfAbsent(cell.week(), week -> new ArrayList<>())
                        .add(cell));
        List<Cohort> cohorts = new ArrayList<>();
        weeks.forEach((week, cells) -> {
            // A week in which nobody came again has no row.
            List<Double> shares = new ArrayList<>();
            for (int period = 0; period <= ChronoUnit.WEEKS.between(week, last); period++) {
                int wanted = period;
                shares.add(cells.stream()
                        .filter(cell -> cell.period() == wanted)
                        .mapToDouble(Cell::share)
                        .findFirst()
                        .orElse(0));
            }
            cohorts.add(new Cohort(week, cells.get(0).users(), shares));
        });
        return cohorts.subList(Math.max(0, cohorts.size() - WEEKS), cohorts.size());
    }

    private List<EventType> eventTypes(String project, LocalDate last) throws SQLException {
        if (!answers.has("silver", "events") || !answers.has("silver", "user_identities")) {
            return List.of();
        }
        LocalDate first = last.minusDays(DAYS - 1);
        return answers.all(
                """
                with recent as (
                    select event_type, user_key, date_diff('day', ?, event_time) as day
                    from silver.events join silver.user_identities using (project, identity)
                    where project = ? and event_type is not null and event_time >= ? and event_time < ?
                ), days as (select event_type, day, count(*) as events from recent group by all)
                select event_type, count(*) as events, count(distinct user_key),
                       (select list(day order by day) from days where days.event_type = recent.event_type),
                       (select list(events order by day) from days where days.event_type = recent.event_type)
                from recent group by event_type order by events desc, event_type limit
                """ + TOP,
                row -> new EventType(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        perDay((Object[]) row.getArray(4).getArray(), (Object[])
                                row.getArray(5).getArray())),
                first.atStartOfDay(),
                project,
                first.atStartOfDay(),
                last.plusDays(1).atStartOfDay());
    }

    private static List<Long> perDay(Object[] days, Object[] events) {
        Long[] all = new Long[DAYS];
        Arrays.fill(all, 0L);
        for (int i = 0; i < days.length; i++) {
            all[((Number) days[i]).intValue()] = ((Number) events[i]).longValue();
        }
        return List.of(all);
    }

    private List<Company> companies(String project) throws SQLException {
        if (!answers.has("gold", "company_visits")) {
            return List.of();
        }
        return answers.all(
                """
                with pages as (
                    select company, page_path, sum(views) as views from gold.company_visits where project = ? group by all
                ), top as (select company, arg_max(page_path, row(views, page_path)) as page_path from pages group by company)
                select visits.company, arg_max(company_source, company_confidence), max(company_confidence),
                       count(distinct user_key) as users, sum(views) as views, any_value(top.page_path)
                from gold.company_visits as visits join top on top.company = visits.company
                where project = ? and visits.company is not null
                group by visits.company order by users desc, views desc, visits.company limit
                """ + TOP,
                row -> new Company(
                        row.getString(1),
                        row.getString(2),
                        row.getDouble(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6)),
                project,
                project);
    }
}
