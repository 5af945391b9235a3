package caravan.status;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A plain text table for people: per project a header, then one row a day. 80 columns wide up to 99,999,999 events a day. */
public final class StatusTable {
    private static final int EVENTS = 10;

    private final boolean colours;

    public StatusTable(boolean colours) {
        this.colours = colours;
    }

    public String of(Collection<ProjectStatus> statuses) {
        return statuses.stream().map(this::of).collect(Collectors.joining("\n"));
    }

    private String of(ProjectStatus status) {
        if (status.hours().isEmpty()) {
            return StatusHeader.of(status) + (status.hasRun() ? StatusHeader.nothing() : "");
        }
        Cells cells = Cells.of(status.hours(), colours);
        SortedMap<LocalDate, List<HourState>> days = status.days();
        int width =
                days.values().stream().mapToInt(hours -> events(hours).length()).reduce(EVENTS, Math::max);
        StringBuilder table = new StringBuilder(StatusHeader.of(status)).append('\n');
        table.append(line("date", "landed", "empty", "due", "not-yet", right("events", width), "bytes", Cells.RULER));
        days.forEach((day, hours) -> table.append(row(day, hours, width, cells)));
        table.append('\n').append(cells.legend()).append('\n');
        return table.append(AlikeHours.of(status)).toString();
    }

    private static String row(LocalDate day, List<HourState> hours, int width, Cells cells) {
        Counts counts = Counts.of(hours);
        return line(
                day.toString(),
                Integer.toString(counts.landed()),
                Integer.toString(counts.empty()),
                Integer.toString(counts.due()),
                Integer.toString(counts.notYet()),
                right(events(hours), width),
                Figures.bytes(hours.stream().mapToLong(HourState::bytes).sum()),
                cells.row(day, hours));
    }

    private static String events(List<HourState> hours) {
        return Figures.count(hours.stream().mapToLong(HourState::events).sum());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-10s %6s %5s %3s %7s %s %8s %s", columns)
                        .stripTrailing() + "\n";
    }
}
