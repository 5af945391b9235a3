package caravan.report;

import java.util.ArrayList;
import java.util.List;

/** How wide the columns of a table are, so that it fits. */
final class Widths {
    /** Border and two blanks. */
    private static final int AROUND = 3;

    private static final int LEAST = 8;

    private Widths() {}

    /** The widest give first. Where that is not enough the last columns are left out. */
    static List<Integer> within(int width, List<Integer> natural) {
        List<Integer> widths = new ArrayList<>();
        natural.forEach(each -> widths.add(Math.min(each, width)));
        while (widths.size() > 1
                && widths.stream()
                                        .mapToInt(each -> Math.min(each, LEAST) + AROUND)
                                        .sum()
                                + 1
                        > width) {
            widths.remove(widths.size() - 1);
        }
        int room = width - 1 - AROUND * widths.size();
        while (widths.stream().mapToInt(Integer::intValue).sum() > room) {
            int widest = widths.stream().mapToInt(Integer::intValue).max().orElse(0);
            if (widest <= 1) {
                break;
            }
            widths.set(widths.indexOf(widest), widest - 1);
        }
        return widths;
    }

    /** Cells of a terminal that the text takes: two for each character of Chinese, Japanese and Korean, and for pictures. */
    static int of(String text) {
        return text.codePoints().map(Widths::of).sum();
    }

    private static int of(int c) {
        if (Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100
                && (c <= 0x115F
                        || c >= 0x2E80 && c <= 0xA4CF
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF
                        || c >= 0xFE30 && c <= 0xFE6F
                        || c >= 0xFF00 && c <= 0xFF60
                        || c >= 0xFFE0 && c <= 0xFFE6
                        || c >= 0x1F300 && c <= 0x1FAFF
                        || c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** The text itself, or its beginning and {@code …}. */
    static String cut(String text, int width) {
        // Nothing is narrower than its characters are many, but for marks.
        if (text.length() * 2L <= width || of(text) <= width) {
            return text;
        }
        StringBuilder begin = new StringBuilder();
        int room = width - 1;
        for (int i = 0; i < text.length() && room > 0; i += Character.charCount(text.codePointAt(i))) {
            room -= of(text.codePointAt(i));
            if (room >= 0) {
                begin.appendCodePoint(text.codePointAt(i));
            }
        }
        return begin + "…";
    }
}
