package caravan.ledger;

import caravan.hour.Hour;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the change log.
 *
 * @param types what is said of event types
 */
public record ChangeLine(Instant at, Hour hour, Pair revision, Pair events, Pair bytes, String types) {
    private static final String NUMBERS = "(\\d{1,18})->(\\d{1,18})";
    private static final Pattern LINE = Pattern.compile("(\\S{20,30}) {2}hour (\\S{13}) {2}revision " + NUMBERS
            + " {2}events " + NUMBERS + " {2}bytes " + NUMBERS + " {2}types: (.*)");

    /** Before and after. */
    public record Pair(long before, long after) {}

    @Override
    public String toString() {
        return at + "  hour " + hour + "  revision " + arrow(revision) + "  events " + arrow(events) + "  bytes "
                + arrow(bytes) + "  types: " + types;
    }

    private static String arrow(Pair pair) {
        return pair.before() + "->" + pair.after();
    }

    /** Empty for a line that somebody else wrote. */
    static Optional<ChangeLine> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChangeLine(
                    Instant.parse(matcher.group(1)),
                    Hour.parse(matcher.group(2)),
                    pair(matcher, 3),
                    pair(matcher, 5),
                    pair(matcher, 7),
                    matcher.group(9)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Pair pair(Matcher matcher, int group) {
        return new Pair(Long.parseLong(matcher.group(group)), Long.parseLong(matcher.group(group + 1)));
    }
}
