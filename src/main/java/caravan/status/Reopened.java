package caravan.status;

/**
 * What came of reopening a range: the parts add up to it.
 *
 * @param reopened hours with a record; it stays until the next revision replaces it
 * @param called hours without a record that a note had put off, and does no more
 * @param due hours without a record: due anyway, nothing was written
 * @param beforeStart hours before the project's start: a sync of the range moves the start back
 * @param notClosed hours that are not exportable yet
 */
public record Reopened(int reopened, int called, int due, int beforeStart, int notClosed) {
    /** For people, a line for each part that is not 0. */
    public String text() {
        return line(reopened, "reopened: the next sync exports %s again; until then the records hold")
                + line(called, "no longer put off: the next sync asks for %s")
                + line(due, "due anyway: no record yet")
                + line(beforeStart, "before the project's start: a sync of this range moves the start back")
                + line(notClosed, "left out: Amplitude has no export of what closed so lately");
    }

    private static String line(int hours, String what) {
        return hours == 0
                ? ""
                : Figures.count(hours, "hour") + " " + what.replace("%s", hours == 1 ? "it" : "them") + "\n";
    }
}
