package caravan.report;

import caravan.report.Report.Day;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The figures of the charts as JSON in the page: dates and numbers alone, nothing that came as text. */
final class ChartData {
    private ChartData() {}

    static String of(List<Day> days) {
        return "<script type=\"application/json\">{"
                + "\"days\":" + list(days, day -> day.date().atStartOfDay().toEpochSecond(ZoneOffset.UTC)) + ","
                + "\"daily\":" + list(days, Day::daily) + ","
                + "\"weekly\":" + list(days, Day::weekly) + ","
                + "\"monthly\":" + list(days, Day::monthly) + ","
                + "\"fresh\":" + list(days, Day::newUsers) + ","
                + "\"returning\":" + list(days, Day::returning) + ","
                + "\"events\":" + list(days, Day::events) + "}</script>\n";
    }

    private static String list(List<Day> days, ToLongFunction<Day> figure) {
        return days.stream()
                .map(day -> Long.toString(figure.applyAsLong(day)))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
