package caravan.report;

import java.util.Locale;

/** How figures are written in the report, the same on every machine. */
final class Numbers {
    private Numbers() {}

    /** {@code 1,234,567}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 user}, {@code 2,345 users}. */
    static String count(long count, String thing) {
        return count(count) + " " + (count == 1 ? thing : plural(thing));
    }

    /** {@code names}, {@code event properties}. */
    static String plural(String thing) {
        return thing.endsWith("y") ? thing.substring(0, thing.length() - 1) + "ies" : thing + "s";
    }

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
