package caravan.cli;

import caravan.status.Figures;
import java.time.Duration;
import java.util.Locale;

/** Bytes, counts and durations for people. */
final class Amounts {
    private Amounts() {}

    /** Decimal units, one digit: {@code 91.4 MB}. */
    static String text(long bytes) {
        return Figures.bytes(bytes);
    }

    /** {@code 1 hour}, {@code 2,345 hours}. */
    static String text(long count, String thing) {
        return Figures.count(count, thing);
    }

    /** {@code 3.1 s}, {@code 2 min 5 s}, {@code 3 h 12 min}. */
    static String text(Duration duration) {
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
