package caravan.landing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Amplitude's spelling of a time: {@code yyyy-MM-dd HH:mm:ss}, UTC, with one to six digits of a second's fraction or none. */
final class UploadTime {
    /** What is not a time. */
    static final long UNREADABLE = Long.MIN_VALUE;

    static final int LONGEST = "yyyy-MM-dd HH:mm:ss.SSSSSS".length();

    private static final String SPELLING = "dddd-dd-dd dd:dd:dd";

    private UploadTime() {}

    /** Microseconds since 1970, or {@link #UNREADABLE}. */
    static long micros(byte[] text, int from, int length) {
        if (!spelled(text, from, length)) {
            return UNREADABLE;
        }
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            return UNREADABLE;
        }
        try {
            long day = LocalDate.of(number(text, from, 4), number(text, from + 5, 2), number(text, from + 8, 2))
                    .toEpochDay();
            return (((day * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000L + fraction(text, from, length);
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static boolean spelled(byte[] text, int from, int length) {
        int seconds = SPELLING.length();
        if (length < seconds || length > LONGEST || length == seconds + 1) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char expected = i < seconds ? SPELLING.charAt(i) : i == seconds ? '.' : 'd';
            byte is = text[from + i];
            if (expected == 'd' ? is < '0' || is > '9' : is != expected) {
                return false;
            }
        }
        return true;
    }

    private static int fraction(byte[] text, int from, int length) {
        int digits = Math.max(0, length - SPELLING.length() - 1);
        int micros = number(text, from + SPELLING.length() + 1, digits);
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return micros;
    }

    private static int number(byte[] text, int from, int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + text[from + i] - '0';
        }
        return number;
    }
}
