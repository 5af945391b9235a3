package caravan.report;

/** Text in HTML: whatever it says, in an element or in a quoted attribute it stays text; and the parts of a page. */
final class Markup {
    private Markup() {}

    static String text(String text) {
        StringBuilder out = new StringBuilder();
        String.valueOf(text).codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> {
                if (isHarmful(c)) {
                    out.append(String.format("\\u%04x", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    /** What is not seen, turns the reading direction, or is half a character. */
    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** @param words as HTML */
    static String none(String words) {
        return "<p class=\"faint\">" + words + "</p>\n";
    }

    /** @param remark as HTML */
    static String section(String title, String remark, String content) {
        return "<section><h2>" + title + "</h2>" + (remark.isEmpty() ? "" : "<p class=\"faint\">" + remark + "</p>")
                + "\n" + content + "</section>\n";
    }
}
