package caravan.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code .env} file: {@code KEY=value} lines with an optional {@code export}, quotes, comments. Nothing is expanded:
 * a {@code $} in a secret is a {@code $}. In double quotes {@code \"} and {@code \\} stand for the second character.
 */
final class DotEnv {
    private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

    private DotEnv() {}

    /** A line that is neither an assignment nor a comment becomes a problem, by its number only: it may hold a secret. */
    static Layer parse(String text, String file, Problems problems) {
        List<Layer.Entry> entries = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n");
        for (int i = 0; i < lines.length; i++) {
            String origin = file + " line " + (i + 1);
            Matcher line = LINE.matcher(lines[i]);
            String value = line.matches() ? value(line.group(2)) : null;
            if (value != null) {
                entries.add(new Layer.Entry(line.group(1), value.strip(), origin));
            } else if (!NOTHING.matcher(lines[i]).matches()) {
                problems.add(origin + ": accepted is KEY=value, KEY=\"value\", KEY='value' or a # comment");
            }
        }
        return new Layer(Layer.Kind.DOT_ENV, entries);
    }

    private static String value(String text) {
        if (text.startsWith("\"")) {
            Matcher matcher = DOUBLE.matcher(text);
            return matcher.matches() ? matcher.group(1).replaceAll("\\\\([\"\\\\])", "$1") : null;
        }
        if (text.startsWith("'")) {
            Matcher matcher = SINGLE.matcher(text);
            return matcher.matches() ? matcher.group(1) : null;
        }
        return COMMENT.matcher(text).replaceFirst("");
    }
}
