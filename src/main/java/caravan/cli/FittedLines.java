package caravan.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines for a terminal: those that are too long go on below, between words, a little further to the right. A command stays one line: it is copied. */
final class FittedLines {
    private static final int WIDTH = 79;
    private static final String COMMAND = "./caravan ";
    private static final Pattern LABEL = Pattern.compile("\\S+ {2,}");
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
        if (words.startsWith(COMMAND)) {
            lines.add(line);
            return;
        }
        String margin = line.substring(0, line.length() - words.length());
        Matcher label = LABEL.matcher(line);
        String hanging = label.lookingAt() ? " ".repeat(label.end()) : margin + HANGING;
        StringBuilder now = new StringBuilder(margin);
        int empty = now.length();
        for (String word : words.split(" ")) {
            if (now.length() > empty && now.length() + 1 + word.length() > WIDTH) {
                lines.add(now.toString());
                now = new StringBuilder(hanging);
                empty = now.length();
            }
            now.append(now.length() > empty ? " " : "").append(word);
        }
        lines.add(now.toString());
    }
}
