package caravan.report;

import caravan.archive.Escaped;
import caravan.failure.ExitCode;
import caravan.warehouse.WarehouseFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the report of each project. Tables that are not there yet, or hold nothing, leave their part of it empty. */
public final class ReportReading {
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
        LoadedHours hours = LoadedHours.of(answers, project);
        DaySpan span = DaySpan.of(answers, project, hours.newest());
        return new Report(
                project,
                hours.first(),
                hours.completeThrough(),
                hours.newest(),
                answers.has("silver", "events_list")
                        ? answers.number("select sum(events) from silver.events_list where project = ?", project)
                        : 0,
                answers.has("silver", "users")
                        ? answers.number("select count(*) from silver.users where project = ?", project)
                        : 0,
                span,
                new DayReading(answers).of(project, span),
                new CohortReading(answers).of(project, span),
                new EventTypeReading(answers).of(project, span, TOP),
                new PageReading(answers).of(project, TOP),
                new CompanyReading(answers).of(project, TOP),
                catalog.news(project),
                hours.wrong(answers, catalog.collisions(project)));
    }
}
