package caravan.report;

import java.util.Locale;

/** How shares and seconds are written in the report, the same on every machine. */
final class Numbers {
    private Numbers() {}

    /** {@code 41 %}; {@code –} of nothing. */
    static String share(long part, long whole) {
        return percent((double) part / whole);
    }

    /** Of a share of 0 to 1; {@code –} where it is no number. */
    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : "–";
    }

    /** {@code 48 s}, {@code 3 min}. */
    static String seconds(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
}
