package caravan.archive;

/** Text that cannot end a line, move the cursor or turn the reading direction: such characters become {@code \n} or {@code \\uXXXX}. */
public final class OneLine {
    private OneLine() {}

    public static String of(String text) {
        if (text == null || text.chars().noneMatch(c -> harmful((char) c))) {
            return String.valueOf(text);
        }
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(harmful(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return out.toString();
    }

    private static boolean harmful(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
