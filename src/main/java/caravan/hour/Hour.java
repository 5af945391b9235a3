package caravan.hour;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * One UTC hour of {@code server_upload_time}: the unit of everything. Half-open: {@link #start()} belongs to it, {@link
 * #end()} does not. Owns the spellings of an hour: {@code 2026-11-01T05} for people, records and keys, {@code
 * 20261101T05} for Amplitude.
 *
 * @param number hours since 1970-01-01T00 UTC
 */
public record Hour(long number) implements Comparable<Hour> {
    private static final long SECONDS = Duration.ofHours(1).toSeconds();
    private static final String SPELLING = "0000-00-00T00";

    /** Amplitude's export has hour files since then; older events come in day files, which Caravan does not ask for. */
    public static final Hour EARLIEST = parse("2014-11-12T00");

    /** The hour that holds this instant. */
    public static Hour of(Instant instant) {
        return new Hour(Math.floorDiv(instant.getEpochSecond(), SECONDS));
    }

    /**
     * @param hourOfDay 0 to 23
     * @throws IllegalArgumentException where it is not
     */
    public static Hour of(LocalDate date, int hourOfDay) {
        if (hourOfDay < 0 || hourOfDay > 23) {
            throw new IllegalArgumentException("hour of day " + hourOfDay + " is not one of 0 to 23");
        }
        return new Hour(date.toEpochDay() * 24 + hourOfDay);
    }

    /**
     * @param text {@code 2026-11-01T05}
     * @throws IllegalArgumentException for any other spelling
     */
    @JsonCreator
    public static Hour parse(String text) {
        try {
            if (isSpelt(text)) {
                return of(
                        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)),
                        number(text, 11, 13));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(notAnHour(text), e);
        }
        throw new IllegalArgumentException(notAnHour(text));
    }

    /** By hand: years of a ledger are spelt hours by the ten thousand. */
    private static boolean isSpelt(String text) {
        if (text.length() != SPELLING.length()) {
            return false;
        }
        for (int i = 0; i < SPELLING.length(); i++) {
            char is = text.charAt(i);
            if (SPELLING.charAt(i) == '0' ? is < '0' || is > '9' : is != SPELLING.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static String notAnHour(String text) {
        return "'" + text + "' is not an hour; accepted is a UTC hour such as 2026-11-01T05";
    }

    public Instant start() {
        return Instant.ofEpochSecond(number * SECONDS);
    }

    /** The first instant that is no longer of this hour. */
    public Instant end() {
        return plus(1).start();
    }

    public Hour plus(long hours) {
        return new Hour(number + hours);
    }

    public LocalDate day() {
        return LocalDate.ofEpochDay(Math.floorDiv(number, 24));
    }

    /** {@code 2026-11-01}. */
    public String date() {
        return day().toString();
    }

    public int ofDay() {
        return (int) Math.floorMod(number, 24L);
    }

    /** {@code 05}: always two digits. */
    public String hourOfDay() {
        int hour = ofDay();
        return hour < 10 ? "0" + hour : Integer.toString(hour);
    }

    /** {@code 20261101T05}: as the Export API takes it. */
    public String amplitude() {
        return date().replace("-", "") + "T" + hourOfDay();
    }

    @Override
    public int compareTo(Hour other) {
        return Long.compare(number, other.number);
    }

    @JsonValue
    @Override
    public String toString() {
        return start().atOffset(ZoneOffset.UTC).toLocalDate() + "T" + hourOfDay();
    }
}
