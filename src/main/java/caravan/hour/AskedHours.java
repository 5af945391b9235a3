package caravan.hour;

import caravan.archive.Escaped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which hours people mean by what they write, on a command line or in a request. Every refusal is an {@link IllegalArgumentException} for them to read. */
public final class AskedHours {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([hdw])");
    private static final Map<String, Integer> HOURS = Map.of("h", 1, "d", 24, "w", 168);

    private final Clock clock;
    private final String mark;

    /** @param mark what stands before the names where they are written: {@code --}, or nothing */
    public AskedHours(Clock clock, String mark) {
        this.clock = clock;
        this.mark = mark;
    }

    /**
     * Both ends included; empty where nothing is given. They may be older than the project's start, and the last ones may
     * not have closed.
     *
     * @param from null, as the next two: not given
     */
    public Optional<HourRange> range(String from, String to, String last, boolean yesterday) {
        List<String> given = new ArrayList<>();
        if (from != null || to != null) {
            given.add(mark + (from != null ? "from" : "to"));
        }
        if (last != null) {
            given.add(mark + "last");
        }
        if (yesterday) {
            given.add(mark + "yesterday");
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException(String.join(" and ", given) + " say different hours; give one of them");
        }
        if (to != null && from == null) {
            throw new IllegalArgumentException(mark + "to needs " + mark + "from");
        }
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(checked(yesterday ? yesterday() : last != null ? last(last) : between(from, to)));
    }

    private HourRange checked(HourRange range) {
        Hour now = Hour.of(clock.instant());
        if (range.first().compareTo(now) > 0) {
            throw new IllegalArgumentException("the range " + range + " is still to come; now is " + now);
        }
        if (range.first().compareTo(Hour.EARLIEST) < 0) {
            throw new IllegalArgumentException(
                    "Amplitude exports no hours before " + Hour.EARLIEST + "; asked was from " + range.first());
        }
        return range;
    }

    /** The hour that closed last: its end is not after now. */
    private Hour closed() {
        return Hour.of(clock.instant()).plus(-1);
    }

    private HourRange yesterday() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        return new HourRange(Hour.of(day, 0), Hour.of(day, 23));
    }

    private HourRange last(String span) {
        Matcher matcher = SPAN.matcher(span);
        int hours = matcher.matches() ? Integer.parseInt(matcher.group(1)) * HOURS.get(matcher.group(2)) : 0;
        if (hours < 1) {
            throw new IllegalArgumentException(mark + "last takes hours, days or weeks such as 24h, 7d or 2w, not '"
                    + Escaped.text(span, 40) + "'");
        }
        return new HourRange(closed().plus(1 - hours), closed());
    }

    private HourRange between(String from, String to) {
        Hour first = hour("from", from, 0);
        Hour last = to == null ? closed() : hour("to", to, 23);
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    to == null
                            ? mark + "from " + first + " has not closed yet; the last closed hour is " + last
                            : mark + "from " + first + " is after " + mark + "to " + last);
        }
        return new HourRange(first, last);
    }

    private Hour hour(String name, String text, int ofDate) {
        try {
            return DATE.matcher(text).matches() ? Hour.of(LocalDate.parse(text), ofDate) : Hour.parse(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    mark + name + " takes a UTC hour such as 2026-11-01T05, or a date, not '" + Escaped.text(text, 40)
                            + "'",
                    e);
        }
    }
}
