package caravan.status;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The hours drawn in the terminal: one row a day, one cell an hour, in less than 80 columns. */
public final class Calendar {
    private final boolean colours;

    /** @param colours whether the terminal understands ANSI colours */
    public Calendar(boolean colours) {
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
        StringBuilder calendar = new StringBuilder(StatusHeader.of(status)).append('\n');
        calendar.append(" ".repeat(12)).append(Cells.RULER).append("        events\n");
        status.days().forEach((day, hours) -> calendar.append(row(day, hours, cells)));
        return calendar.append('\n').append(cells.legend()).append('\n').toString();
    }

    private static String row(LocalDate day, List<HourState> hours, Cells cells) {
        long events = hours.stream().mapToLong(HourState::events).sum();
        return day + "  " + cells.row(day, hours) + String.format("%14s", Figures.count(events)) + "\n";
    }
}
