package caravan.report;

import caravan.archive.OneLine;
import caravan.hour.Hour;
import caravan.report.Report.Cohort;
import caravan.report.Report.Company;
import caravan.report.Report.Day;
import caravan.report.Report.EventType;
import caravan.report.Report.NewName;
import caravan.report.Report.TroubledPage;
import caravan.status.Figures;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report in less than 80 columns. The characters alone tell everything; colours only guide the eye. */
public final class TerminalReport {
    private static final int PAGES = 5;
    private static final int COMPANIES = 7;
    private static final String NONE = "nothing yet";

    private final Paint paint;
    private final TerminalLines lines;

    /** @param colours whether the terminal understands ANSI colours */
    public TerminalReport(boolean colours) {
        paint = new Paint(colours);
        lines = new TerminalLines(paint);
    }

    /** @param reports of each project one; none where nothing was loaded */
    public String of(Collection<Report> reports) {
        if (reports.isEmpty()) {
            return "The warehouse holds no events yet: ./caravan load brings in the hours that are committed,\n"
                    + "./caravan refresh makes the tables of which this report is.\n";
        }
        return reports.stream()
                .map(report -> new TerminalReport(paint.colours()).page(report))
                .collect(Collectors.joining("\n\n"));
    }

    private String page(Report report) {
        lines.line(paint.strong("project " + report.project()) + "   complete through "
                + Hour.of(report.completeThrough()));
        lines.line(Figures.count(report.events(), "event") + " of " + Figures.count(report.users(), "user") + " since "
                + Hour.of(report.first()));
        activity(report);
        retention(report);
        eventTypes(report);
        pages(report);
        companies(report);
        news(report);
        wrong(report);
        return lines.text();
    }

    private void activity(Report report) {
        lines.title(
                "Who was there",
                DaySpan.DAYS + " days to " + report.span().last() + ", "
                        + report.span().zone());
        if (report.lastDay().isEmpty()) {
            lines.none(NONE + "; ./caravan refresh makes the tables of this report");
            return;
        }
        Day last = report.lastDay().get();
        lines.line(" ".repeat(48) + paint.faint(String.format("%12s %14s", last.date(), "most")));
        days(report, "users a day", Day::daily);
        days(report, "a week", Day::weekly);
        days(report, "a month", Day::monthly);
        sparkline(report, "stickiness", Day::stickiness, share -> Numbers.percent(share.doubleValue()));
        days(report, "new", Day::newUsers);
        days(report, "returning", Day::returning);
        days(report, "events", Day::events);
    }

    private void days(Report report, String label, Function<Day, Long> figure) {
        sparkline(report, label, figure, count -> Figures.count(count.longValue()));
    }

    private <N extends Number & Comparable<N>> void sparkline(
            Report report, String label, Function<Day, N> figure, Function<N, String> text) {
        List<N> figures = report.days().stream().map(figure).toList();
        N most = figures.stream().max(N::compareTo).orElseThrow();
        lines.line(String.format(
                "  %-14s  %s %12s %14s",
                label,
                paint.line(Sparkline.of(figures)),
                text.apply(figure.apply(report.lastDay().orElseThrow())),
                paint.faint(String.format("%14s", text.apply(most)))));
    }

    private void retention(Report report) {
        lines.title("Who came again", "% of a week's new users, so many weeks later");
        if (report.cohorts().isEmpty()) {
            lines.none(NONE);
            return;
        }
        int periods = report.cohorts().stream()
                .mapToInt(cohort -> cohort.shares().size())
                .max()
                .orElse(0);
        StringBuilder head = new StringBuilder(String.format("  %-10s %9s ", "week of", "users"));
        for (int period = 0; period < periods; period++) {
            head.append(String.format("%5d", period));
        }
        lines.line(paint.faint(head.toString()));
        report.cohorts().forEach(this::cohort);
    }

    private void cohort(Cohort cohort) {
        StringBuilder row =
                new StringBuilder(String.format("  %-10s %9s ", cohort.week(), Figures.count(cohort.users())));
        for (double share : cohort.shares()) {
            row.append(paint.shade(share, String.format("%5.0f", 100 * share)));
        }
        lines.line(row.toString());
    }

    private void eventTypes(Report report) {
        lines.title("What they did", "the most frequent events of the 30 days");
        if (report.eventTypes().isEmpty()) {
            lines.none(NONE);
            return;
        }
        lines.line(" ".repeat(33) + paint.faint("events    users"));
        for (EventType type : report.eventTypes()) {
            lines.line("  " + left(type.name(), 27) + right(Figures.count(type.events()), 10)
                    + right(Figures.count(type.users()), 9) + " " + paint.line(Sparkline.of(type.perDay())));
        }
    }

    private void pages(Report report) {
        lines.title("Where they struggle", "pages by friction, 0 to 100");
        if (report.pages().isEmpty()) {
            lines.none("no page yet on which somebody struggled");
        }
        for (TroubledPage page : first(report.pages(), PAGES)) {
            lines.line(
                    "  " + paint.warning(right(String.format("%.0f", page.score()), 3)) + "  " + left(page.path(), 40)
                            + right(Figures.count(page.visitors(), "visitor"), 17) + paint.faint("  " + page.week()));
            lines.wrapped(String.join(", ", page.reasons()), "       ");
        }
    }

    private void companies(Report report) {
        lines.title("For whom they work", "companies, the page they see most, how they are known");
        if (report.companies().isEmpty()) {
            lines.none("no company is known yet");
        }
        for (Company company : first(report.companies(), COMPANIES)) {
            lines.line("  " + left(company.name(), 20) + right(Figures.count(company.users(), "user"), 10)
                    + right(Figures.count(company.views(), "view"), 12) + "  "
                    + left(company.topPage() == null ? "" : company.topPage(), 14)
                    + " " + paint.faint(Cells.cut(OneLine.of(Words.known(company)), 18)));
        }
    }

    private void news(Report report) {
        lines.title("What is new", "event types and properties first seen in the last seven days");
        lines.wrapped(Words.news(report.newNames()), "  ");
        if (!report.newNames().all()) {
            for (NewName name : report.newNames().names()) {
                lines.line("  " + left(name.name(), 30) + " " + paint.faint(left(Words.kind(name), 30)) + " "
                        + right(Figures.count(name.events()), 12));
            }
        }
    }

    private void wrong(Report report) {
        lines.title("What is wrong", "");
        List<String> sentences = Words.wrong(report.wrong());
        if (sentences.isEmpty()) {
            lines.line("  " + paint.good("nothing is known to be"));
        }
        for (String sentence : sentences) {
            lines.wrapped(paint.warning("! "), sentence, "  ", "    ");
        }
    }

    private static <T> List<T> first(List<T> all, int atMost) {
        return all.subList(0, Math.min(all.size(), atMost));
    }

    private static String left(String text, int width) {
        return Cells.left(OneLine.of(text), width);
    }

    private static String right(String text, int width) {
        return String.format("%" + width + "s", text);
    }
}
