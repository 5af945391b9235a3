package caravan.status;

import java.util.List;

/** Text in sections: a word at the left, short lines beside it. */
final class Sections {
    private static final int WORD = 10;

    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line).append('\n');
    }

    void section(String word, List<String> lines) {
        String left = word;
        for (String line : lines) {
            line(left + " ".repeat(WORD - left.length()) + line);
            left = "";
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
