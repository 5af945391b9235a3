package caravan.report;

import caravan.report.Report.Cohort;
import caravan.report.Report.Company;
import caravan.report.Report.Day;
import caravan.report.Report.EventType;
import caravan.report.Report.NewName;
import caravan.report.Report.TroubledPage;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A project's part of {@link HtmlReport}. Each value that came with the events goes through {@link Markup}. */
final class HtmlPage {
    private final Report report;

    HtmlPage(Report report) {
        this.report = report;
    }

    String html() {
        return header()
                + activity()
                + section(
                        "Who came again",
                        "Share of a week’s new users who were active so many weeks later.",
                        retention())
                + section("What they did", "The most frequent events of the 30 days.", eventTypes())
                + section(
                        "Where they struggle",
                        "Pages by friction: 0, nobody struggles, to 100. Of the two newest weeks each page’s worse one.",
                        pages())
                + section(
                        "For whom they work",
                        "Companies of the users, and how and how surely they are known.",
                        companies())
                + section("What is new", "Event types and properties first seen in the last seven days.", news())
                + section("What is wrong", "", wrong());
    }

    private String header() {
        return "<header><p class=\"over\">Project</p><h1>" + Markup.text(report.project()) + "</h1><p>"
                + Numbers.count(report.events(), "event") + " of " + Numbers.count(report.users(), "user")
                + " since <time>"
                + Words.hour(report.first()) + "</time>, complete through <time>" + Words.hour(report.completeThrough())
                + "</time> (UTC)</p></header>\n";
    }

    private String activity() {
        if (report.lastDay().isEmpty()) {
            return section(
                    "Who was there",
                    "",
                    none("Nothing yet; <code>./caravan refresh</code> makes the tables of this report."));
        }
        Day last = report.lastDay().get();
        String cards = "<dl class=\"cards\">"
                + card("Users on " + last.date(), Numbers.count(last.daily()))
                + card("in the week", Numbers.count(last.weekly()))
                + card("in the month", Numbers.count(last.monthly()))
                + card("Stickiness", Numbers.percent(last.stickiness()))
                + card("New", Numbers.count(last.newUsers()))
                + card("Events", Numbers.count(last.events())) + "</dl>\n";
        String charts = "<div class=\"charts\">" + chart("users", "Users a day, in the week, in the month", Day::daily)
                + chart("newcomers", "New and returning users a day", Day::newUsers)
                + chart("events", "Events a day", Day::events) + "</div>\n";
        return section(
                "Who was there",
                DaySpan.DAYS + " days to " + report.span().last() + ", " + Markup.text(report.span().zone()) + openDay(),
                cards + "<div class=\"project\">" + charts + ChartData.of(report.days()) + "</div>" + days());
    }

    private String openDay() {
        return (report.span().isOver() ? "." : ", which is not over yet.")
                + " Stickiness is the share of the month’s users who were there on the day.";
    }

    private static String card(String term, String figure) {
        return "<div><dt>" + Markup.text(term) + "</dt><dd>" + figure + "</dd></div>";
    }

    private String chart(String kind, String title, ToLongFunction<Day> figure) {
        long most = report.days().stream().mapToLong(figure).max().orElse(0);
        String words =
                title + ", " + report.days().get(0).date() + " to " + report.span().last() + "; most " + Numbers.count(most)
                        + ", on the last full day "
                        + Numbers.count(figure.applyAsLong(report.lastDay().orElseThrow()))
                        + ". The figures are in the table below.";
        return "<figure><figcaption>" + title + "</figcaption><div class=\"chart\" data-chart=\"" + kind
                + "\" role=\"img\" aria-label=\"" + Markup.text(words) + "\"></div></figure>";
    }

    private String days() {
        HtmlTable table = new HtmlTable(
                "The days", "Day", "#Users", "#Week", "#Month", "#Stickiness", "#New", "#Returning", "#Events");
        for (int i = report.days().size() - 1; i >= 0; i--) {
            Day day = report.days().get(i);
            table.row(
                    "<time>" + day.date() + "</time>",
                    Numbers.count(day.daily()),
                    Numbers.count(day.weekly()),
                    Numbers.count(day.monthly()),
                    Numbers.percent(day.stickiness()),
                    Numbers.count(day.newUsers()),
                    Numbers.count(day.returning()),
                    Numbers.count(day.events()));
        }
        return "<details><summary>The figures as a table</summary>" + table + "</details>\n";
    }

    private String retention() {
        if (report.cohorts().isEmpty()) {
            return none("Nothing yet.");
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
                    + Numbers.count(cohort.users()) + "</td>"
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
            return none("Nothing yet.");
        }
        HtmlTable table = new HtmlTable("Event types", "Event", "#Events", "#Users", "30 days");
        for (EventType type : report.eventTypes()) {
            table.row(
                    Markup.text(type.name()),
                    Numbers.count(type.events()),
                    Numbers.count(type.users()),
                    Drawing.sparkline(type.perDay()));
        }
        return table.toString();
    }

    private String pages() {
        if (report.pages().isEmpty()) {
            return none("No page yet on which somebody struggled.");
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
                    .append(Numbers.count(page.visitors(), "visitor"))
                    .append(", ")
                    .append(Numbers.count(page.views(), "view"))
                    .append(" in the week of ")
                    .append(page.week())
                    .append("</p></div></li>\n");
        }
        return list.append("</ol>\n").toString();
    }

    private String companies() {
        if (report.companies().isEmpty()) {
            return none("No company is known yet.");
        }
        HtmlTable table = new HtmlTable("Companies", "Company", "#Users", "#Views", "Page seen most", "Known by");
        for (Company company : report.companies()) {
            table.row(
                    Markup.text(company.name()),
                    Numbers.count(company.users()),
                    Numbers.count(company.views()),
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
                    Numbers.count(name.events()));
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

    /** @param words as HTML */
    private static String none(String words) {
        return "<p class=\"faint\">" + words + "</p>\n";
    }

    /** @param remark as HTML */
    private static String section(String title, String remark, String content) {
        return "<section><h2>" + title + "</h2>" + (remark.isEmpty() ? "" : "<p class=\"faint\">" + remark + "</p>")
                + "\n" + content + "</section>\n";
    }
}
