package caravan.report;

import java.util.NavigableMap;
import java.util.TreeMap;

/** How many cells of a terminal a text takes: two for each wide character and most pictures, none for a mark over another. */
final class Cells {
    /**
     * Wide and full-width characters: East_Asian_Width W and F of EastAsianWidth-18.0.0.txt (unicode.org), but for regional indicators,
     * two of which are one flag.
     */
    private static final String WIDE = """
            1100-115F 231A-231B 2329-232A 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2630-2637 2648-2653 267F 268A-268F 2693
            26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705 270A-270B 2728 274C 274E
            2753-2755 2757 2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55 2E80-2E99 2E9B-2EF3 2F00-2FD5 2FF0-3029 3030-303E
            3041-3096 309B-30FF 3105-312F 3131-3163 3165-318E 3190-31E5 31EF-321E 3220-3247 3250-A48C A490-A4C6 A960-A97C
            AC00-D7A3 F900-FAFF FE10-FE19 FE30-FE52 FE54-FE66 FE68-FE6B FF01-FF60 FFE0-FFE6 16FE0-16FE3 16FF2-16FF6
            17000-18CDA 18CFF-18D20 18D80-18DF2 18E00-19191 191A0-191D2 1AFF0-1AFF3 1AFF5-1AFFB 1AFFD-1AFFE 1B000-1B128
            1B132 1B150-1B152 1B155 1B164-1B168 1B170-1B2FB 1D300-1D356 1D360-1D376 1F004 1F0CF 1F18E 1F191-1F19A 1F1AE
            1F200-1F202 1F210-1F23B 1F240-1F248 1F250-1F251 1F260-1F265 1F300-1F320 1F32D-1F335 1F337-1F37C 1F37E-1F393
            1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4 1F3F8-1F43E 1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567
            1F57A 1F595-1F596 1F5A4 1F5FB-1F64F 1F680-1F6C5 1F6CC 1F6D0-1F6D2 1F6D5-1F6D9 1F6DC-1F6DF 1F6EB-1F6EC
            1F6F4-1F6FC 1F7DA 1F7E0-1F7EB 1F7F0 1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA70-1FA7C 1FA80-1FAC6 1FAC8
            1FACC-1FADD 1FADF-1FAEB 1FAEF-1FAFA 20000-2FFFD 30000-3FFFD
            """;

    /** The last character of each range, by the first. */
    private static final NavigableMap<Integer, Integer> RANGES = ranges();

    /** Before it nothing is wide, and only the soft hyphen is not what it seems. */
    private static final int FIRST_MARK = 0x300;

    private Cells() {}

    private static NavigableMap<Integer, Integer> ranges() {
        NavigableMap<Integer, Integer> ranges = new TreeMap<>();
        for (String range : WIDE.strip().split("\\s+")) {
            String[] ends = range.split("-");
            ranges.put(Integer.valueOf(ends[0], 16), Integer.valueOf(ends[ends.length - 1], 16));
        }
        return ranges;
    }

    static int of(String text) {
        return text.codePoints().map(Cells::of).sum();
    }

    private static int of(int c) {
        if (c < FIRST_MARK) {
            return 1;
        }
        if (isMark(c)) {
            return 0;
        }
        var range = RANGES.floorEntry(c);
        return range != null && c <= range.getValue() ? 2 : 1;
    }

    /** Also vowels and final consonants of Korean, which join the syllable before. */
    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> c >= 0x1160 && c <= 0x11FF || c >= 0xD7B0 && c <= 0xD7FB;
        };
    }

    /** The text itself, or its beginning and {@code …}. */
    static String cut(String text, int width) {
        // No character is wider than two.
        if (text.length() * 2L <= width || of(text) <= width) {
            return text;
        }
        int end = 0;
        int room = width - 1;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            room -= of(c);
            if (room < 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end) + "…";
    }

    /** The text, cut, and blanks up to a width. */
    static String left(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(width - of(cut));
    }

    /** Blanks, and the text, cut. */
    static String right(String text, int width) {
        String cut = cut(text, width);
        return " ".repeat(width - of(cut)) + cut;
    }
}
