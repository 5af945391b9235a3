package caravan.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** {@code application.properties} as {@link Properties} reads it, in UTF-8, with the line that each key stands in. */
final class PropertiesFile {
    private PropertiesFile() {}

    static Layer parse(String text, String file, Problems problems) {
        List<Layer.Entry> entries = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n");
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            StringBuilder logical = new StringBuilder(lines[i]);
            while (!comment(lines[first]) && continues(lines[i]) && i + 1 < lines.length) {
                logical.append('\n').append(lines[++i]);
            }
            String origin = file + " line " + (first + 1);
            try {
                Properties one = new Properties();
                one.load(new StringReader(logical.toString()));
                one.forEach(
                        (key, value) -> entries.add(new Layer.Entry((String) key, ((String) value).strip(), origin)));
            } catch (IllegalArgumentException e) {
                problems.add(origin + ": accepted is key=value, with \\uXXXX for what cannot be written");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Layer(Layer.Kind.PROPERTIES, entries);
    }

    private static boolean comment(String line) {
        String stripped = line.strip();
        return stripped.startsWith("#") || stripped.startsWith("!");
    }

    /** An odd number of backslashes at its end: the next line is part of this one. */
    private static boolean continues(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }
}
