package caravan.report;

import caravan.hour.Hour;
import caravan.report.Report.Cohort;
import caravan.report.Report.Company;
import caravan.report.Report.EventType;
import caravan.report.Report.NewName;
import caravan.report.Report.TroubledPage;
import caravan.status.Figures;
import java.util.List;
import java.util.stream.Collectors;

/** A project's part of {@link HtmlReport}. Each value that came with the events goes through {@link Markup}. */
final class HtmlPage {
    private final Report report;

    HtmlPage(Report report) {
        this.report = report;
    }

    String html() {
        return header()
                + new HtmlActivity(report).html()
                + Markup.section(
                        "Who came again",
                        "Share of a week’s new users who were active so many weeks later.",
                        retention())
                + Markup.section("What they did", "The most frequent events of the 30 days.", eventTypes())
                + Markup.section(
                        "Where they struggle",
                        "Pages by friction: 0, nobody struggles, to 100. Of the two newest weeks each page’s worse one.",
                        pages())
                + Markup.section(
                        "For whom they work",
                        "Companies of the users, and how and how surely they are known.",
                        companies())
                + Markup.section("What is new", "Event types and properties first seen in the last seven days.", news())
                + Markup.section("What is wrong", "", wrong());
    }

    private String header() {
        return "<header><p class=\"over\">Project</p><h1>" + Markup.text(report.project()) + "</h1><p>"
                + Figures.count(report.events(), "event") + " of " + Figures.count(report.users(), "user")
                + " since <time>"
                + Hour.of(report.first()) + "</time>, complete through <time>" + Hour.of(report.completeThrough())
                + "</time> (UTC)</p></header>\n";
    }

    private String retention() {
        if (report.cohorts().isEmpty()) {
            return Markup.none("Nothing yet.");
        }
        int periods = report.cohorts().stream()
                .mapToInt(cohort -> cohort.shares().size())
                .max()
                .orElse(0);
        String[] heads = new String[periods + 2];
        heads[0] = "Week of";
        heads[1] = "#Users";
        for (int period = 0; period < periods; period++) {
            heads[period + 2] = "#" + period;
        }
        HtmlTable table = new HtmlTable("Retention by week", heads);
        for (Cohort cohort : report.cohorts()) {
            table.raw("<th scope=\"row\"><time>" + cohort.week() + "</time></th><td class=\"n\">"
                    + Figures.count(cohort.users()) + "</td>"
                    + cohort.shares().stream().map(HtmlPage::share).collect(Collectors.joining()));
        }
        return table.toString();
    }

    private static String share(double share) {
        long tenths = Math.max(0, Math.min(10, Math.round(10 * share)));
        return "<td class=\"n h" + tenths + "\">" + Numbers.percent(share) + "</td>";
    }

    private String eventTypes() {
        if (report.eventTypes().isEmpty()) {
            return Markup.none("Nothing yet.");
        }
        HtmlTable table = new HtmlTable("Event types", "Event", "#Events", "#Users", "30 days");
        for (EventType type : report.eventTypes()) {
            table.row(
                    Markup.text(type.name()),
                    Figures.count(type.events()),
                    Figures.count(type.users()),
                    Drawing.sparkline(type.perDay()));
        }
        return table.toString();
    }

    private String pages() {
        if (report.pages().isEmpty()) {
            return Markup.none("No page yet on which somebody struggled.");
        }
        StringBuilder list = new StringBuilder("<ol class=\"pages\">\n");
        for (TroubledPage page : report.pages()) {
            list.append("<li><p class=\"score\"><b>")
                    .append(String.format("%.0f", page.score()))
                    .append("</b>")
                    .append(Drawing.bar(page.score() / 100))
                    .append("</p><div><h3>")
                    .append(Markup.text(page.path()))
                    .append("</h3><p>")
                    .append(Markup.text(String.join(", ", page.reasons())))
                    .append("</p><p class=\"faint\">")
                    .append(Figures.count(page.visitors(), "visitor"))
                    .append(", ")
                    .append(Figures.count(page.views(), "view"))
                    .append(" in the week of ")
                    .append(page.week())
                    .append("</p></div></li>\n");
        }
        return list.append("</ol>\n").toString();
    }

    private String companies() {
        if (report.companies().isEmpty()) {
            return Markup.none("No company is known yet.");
        }
        HtmlTable table = new HtmlTable("Companies", "Company", "#Users", "#Views", "Page seen most", "Known by");
        for (Company company : report.companies()) {
            table.row(
                    Markup.text(company.name()),
                    Figures.count(company.users()),
                    Figures.count(company.views()),
                    Markup.text(company.topPage() == null ? "–" : company.topPage()),
                    Markup.text(Words.known(company)));
        }
        return table.toString();
    }

    private String news() {
        String sentence = "<p>" + Markup.text(Words.news(report.newNames())) + "</p>\n";
        if (report.newNames().all() || report.newNames().names().isEmpty()) {
            return sentence;
        }
        HtmlTable table = new HtmlTable("New names", "Name", "What", "First seen", "#Events");
        for (NewName name : report.newNames().names()) {
            table.row(
                    Markup.text(name.name()),
                    Markup.text(Words.kind(name)),
                    "<time>" + name.firstSeen() + "</time>",
                    Figures.count(name.events()));
        }
        return sentence + table;
    }

    private String wrong() {
        List<String> sentences = Words.wrong(report.wrong());
        return sentences.isEmpty()
                ? "<p class=\"good\">Nothing is known to be.</p>\n"
                : sentences.stream()
                        .map(sentence -> "<li>" + Markup.text(sentence) + "</li>\n")
                        .collect(Collectors.joining("", "<ul class=\"wrong\">\n", "</ul>\n"));
    }
}
