package caravan.report;

import caravan.report.Report.Day;
import caravan.status.Figures;
import java.util.function.ToLongFunction;

/** Who was there: of a project's page the part with the charts. */
record HtmlActivity(Report report) {
    String html() {
        if (report.lastDay().isEmpty()) {
            return Markup.section(
                    "Who was there",
                    "",
                    Markup.none("Nothing yet; <code>./caravan refresh</code> makes the tables of this report."));
        }
        Day last = report.lastDay().get();
        String cards = "<dl class=\"cards\">"
                + card("Users on " + last.date(), Figures.count(last.daily()))
                + card("in the week", Figures.count(last.weekly()))
                + card("in the month", Figures.count(last.monthly()))
                + card("Stickiness", Numbers.percent(last.stickiness()))
                + card("New", Figures.count(last.newUsers()))
                + card("Events", Figures.count(last.events())) + "</dl>\n";
        String charts = "<div class=\"charts\">" + chart("users", "Users a day, in the week, in the month", Day::daily)
                + chart("newcomers", "New and returning users a day", Day::newUsers)
                + chart("events", "Events a day", Day::events) + "</div>\n";
        return Markup.section(
                "Who was there",
                DaySpan.DAYS + " days to " + report.span().last() + ", "
                        + Markup.text(report.span().zone()) + openDay(),
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
        String words = title + ", " + report.days().get(0).date() + " to "
                + report.span().last() + "; most " + Figures.count(most)
                + ", on the last full day "
                + Figures.count(figure.applyAsLong(report.lastDay().orElseThrow()))
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
                    Figures.count(day.daily()),
                    Figures.count(day.weekly()),
                    Figures.count(day.monthly()),
                    Numbers.percent(day.stickiness()),
                    Figures.count(day.newUsers()),
                    Figures.count(day.returning()),
                    Figures.count(day.events()));
        }
        return "<details><summary>The figures as a table</summary>" + table + "</details>\n";
    }
}
