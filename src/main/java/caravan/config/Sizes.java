package caravan.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: plain bytes, {@code 20GiB}, {@code 4.5GiB}, {@code 100MB}. */
final class Sizes {
    private static final Pattern SPELLING = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "tb",
            1_000_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "tib",
            1L << 40);
    private static final String[] BINARY = {"TiB", "GiB", "MiB", "KiB"};

    private Sizes() {}

    /** @throws IllegalArgumentException for any other spelling, or more than a long holds */
    static long parse(String text) {
        Matcher matcher = SPELLING.matcher(text);
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException();
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException();
        }
        return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    /** In the largest unit that says it exactly. */
    static String spelt(long bytes) {
        for (int i = 0; i < BINARY.length; i++) {
            long unit = 1L << 10 * (BINARY.length - i);
            if (bytes > 0 && bytes % unit == 0) {
                return bytes / unit + BINARY[i];
            }
        }
        return Long.toString(bytes);
    }
}
