package caravan.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written for people; the same on every machine, whatever its locale and time zone. */
public final class Figures {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 hour}, {@code 2,345 hours}, {@code 2 event properties}. */
    public static String count(long count, String thing) {
        return count(count) + " " + (count == 1 ? thing : plural(thing));
    }

    private static String plural(String thing) {
        boolean consonant = thing.length() > 1 && "aeiou".indexOf(thing.charAt(thing.length() - 2)) < 0;
        return thing.endsWith("y") && consonant ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s";
    }

    /** {@code 91.4 MB}, as stores bill: by the thousand; eight characters at most. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes / 1000.0;
        int unit = 0;
        // From here on it would be written 1000.0.
        while (size >= 999.95) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    /** {@code 2026-11-01 05:15 UTC}; {@code -} for null. */
    static String time(Instant instant) {
        return instant == null ? "-" : MINUTE.format(instant);
    }

    /** Text that came from elsewhere, without what could steer a terminal. */
    static String printable(String text) {
        return text == null ? "-" : text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }
}
