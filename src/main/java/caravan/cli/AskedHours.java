package caravan.cli;

import caravan.archive.Escaped;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which hours people mean by what they write. Every refusal is an {@link IllegalArgumentException} for them to read. */
final class AskedHours {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([hdw])");
    private static final Map<String, Integer> HOURS = Map.of("h", 1, "d", 24, "w", 168);

    private final Clock clock;

    AskedHours(Clock clock) {
        this.clock = clock;
    }

    /** The hour that closed last: its end is not after now. */
    private Hour closed() {
        return Hour.of(clock.instant()).plus(-1);
    }

    /** The hour that it is now. */
    Hour running() {
        return Hour.of(clock.instant());
    }

    HourRange yesterday() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        return new HourRange(Hour.of(day, 0), Hour.of(day, 23));
    }

    HourRange last(String span) {
        Matcher matcher = SPAN.matcher(span);
        int hours = matcher.matches() ? Integer.parseInt(matcher.group(1)) * HOURS.get(matcher.group(2)) : 0;
        if (hours < 1) {
            throw new IllegalArgumentException(
                    "--last takes hours, days or weeks such as 24h, 7d or 2w, not '" + Escaped.text(span, 40) + "'");
        }
        return new HourRange(closed().plus(1 - hours), closed());
    }

    /** @param to null: the last closed hour */
    HourRange between(String from, String to) {
        Hour first = hour("--from", from, 0);
        Hour last = to == null ? closed() : hour("--to", to, 23);
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    to == null
                            ? "--from " + first + " has not closed yet; the last closed hour is " + last
                            : "--from " + first + " is after --to " + last);
        }
        return new HourRange(first, last);
    }

    private static Hour hour(String option, String text, int ofDate) {
        try {
            return DATE.matcher(text).matches() ? Hour.of(LocalDate.parse(text), ofDate) : Hour.parse(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    option + " takes a UTC hour such as 2026-11-01T05, or a date, not '" + Escaped.text(text, 40) + "'",
                    e);
        }
    }
}
