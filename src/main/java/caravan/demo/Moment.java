package caravan.demo;

import java.util.Comparator;

/**
 * An event of a session, as far as pages are concerned.
 *
 * @param at microseconds since 1970 UTC: the event's time
 * @param line counts all lines in the order of hours, files and lines
 * @param page its path; null for none
 * @param text of the element clicked; else null or of no account
 */
record Moment(long at, long line, String type, String page, String text) {
    static final Comparator<Moment> ORDER = Comparator.comparingLong(Moment::at).thenComparingLong(Moment::line);

    static Moment of(Event event, long line) {
        Step step = event.step();
        return new Moment(
                event.times().event(),
                line,
                step.type(),
                step.page() == null ? null : step.page().path(),
                step.text());
    }

    boolean is(String other) {
        return type.equals(other);
    }

    boolean isOf(String otherType, String otherPage) {
        return type.equals(otherType) && otherPage.equals(page);
    }
}
