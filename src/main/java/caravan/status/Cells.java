package caravan.status;

import caravan.hour.Hour;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * One character for one hour. Landed hours are shaded by their events in quarters of the busiest hour's.
 *
 * @param busiest events of the busiest hour that is drawn
 * @param colours whether each cell is wrapped in ANSI colours; the characters alone tell everything too
 */
record Cells(long busiest, boolean colours) {
    /** One digit pair for every third column of a {@link #row}. */
    static final String RULER = "00 03 06 09 12 15 18 21 ";

    private static final String SHADES = "░▒▓█";
    private static final String GREEN = "32";
    private static final String GREY = "90";
    private static final String YELLOW = "33";
    private static final String RED = "1;31";

    static Cells of(Collection<HourState> hours, boolean colours) {
        long busiest = hours.stream()
                .filter(hour -> hour.standing() == Standing.LANDED)
                .mapToLong(HourState::events)
                .max()
                .orElse(0);
        return new Cells(busiest, colours);
    }

    /** The 24 hours of a day; blank where the range has no such hour. */
    String row(LocalDate day, List<HourState> hours) {
        StringBuilder row = new StringBuilder();
        int next = 0;
        for (int hour = 0; hour < 24; hour++) {
            boolean there = next < hours.size() && hours.get(next).hour().equals(Hour.of(day, hour));
            row.append(there ? cell(hours.get(next++)) : " ");
        }
        return row.toString();
    }

    String legend() {
        return coloured(GREEN, SHADES) + " landed, by events  " + coloured(GREY, "·") + " empty  "
                + coloured(YELLOW, "!") + " due  " + coloured(RED, "X") + " due, needs a person  (blank) not yet";
    }

    private String cell(HourState hour) {
        return switch (hour.standing()) {
            case LANDED -> coloured(GREEN, shade(hour.events()));
            case EMPTY -> coloured(GREY, "·");
            case DUE -> hour.needsPerson() ? coloured(RED, "X") : coloured(YELLOW, "!");
            case NOT_YET -> " ";
        };
    }

    private String shade(long events) {
        // Without long arithmetic: four times the events of an hour may be more than a long holds.
        int quarter = busiest == 0 ? 0 : (int) Math.ceil(4.0 * events / busiest) - 1;
        return SHADES.substring(Math.max(quarter, 0), Math.max(quarter, 0) + 1);
    }

    private String coloured(String colour, String text) {
        return colours ? "\u001B[" + colour + "m" + text + "\u001B[0m" : text;
    }
}
