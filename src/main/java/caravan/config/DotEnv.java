package caravan.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");
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

    /**
     * The line that {@link #parse} reads as this name and value. Bare where a shell would read it alike, else in quotes.
     *
     * @throws IllegalArgumentException where no line can hold the value: it has line breaks, or blanks at an end. Names no value
     */
    static String line(String name, String value) {
        String line = name + "=" + spelt(value);
        Layer read = parse(line, ".env", new Problems());
        if (read.entries().size() != 1 || !read.entries().get(0).value().equals(value)) {
            throw new IllegalArgumentException("the value of " + name
                    + " cannot stand in a .env file: it has a line break in it, or a blank at an end");
        }
        return line;
    }

    private static String spelt(String value) {
        if (BARE.matcher(value).matches()) {
            return value;
        }
        return value.contains("'") ? "\"" + value.replaceAll("[\"\\\\]", "\\\\$0") + "\"" : "'" + value + "'";
    }

    /** The name that a line of the file gives a value to. */
    static Optional<String> name(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
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
