package caravan.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines for a terminal: those that are too long go on below, between words, a little further to the right. */
final class FittedLines {
    private static final int WIDTH = 79;
    private static final String HANGING = "    ";

    private FittedLines() {}

    static String of(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            add(line, lines);
        }
        return String.join("\n", lines);
    }

    private static void add(String line, List<String> lines) {
        String words = line.stripLeading();
        String margin = line.substring(0, line.length() - words.length());
        StringBuilder now = new StringBuilder(margin);
        int empty = now.length();
        for (String word : words.split(" ")) {
            if (now.length() > empty && now.length() + 1 + word.length() > WIDTH) {
                lines.add(now.toString());
                now = new StringBuilder(margin + HANGING);
                empty = now.length();
            }
            now.append(now.length() > empty ? " " : "").append(word);
        }
        lines.add(now.toString());
    }
}
