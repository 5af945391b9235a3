package caravan.report;

import caravan.archive.OneLine;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What DuckDB says of SQL, on one line: without its drawing of where, but with the line where there are several. */
final class SqlWords {
    private static final Pattern PLACE = Pattern.compile("(?m)^LINE (\\d+): ");

    private SqlWords() {}

    static String of(String message) {
        Matcher place = PLACE.matcher(message);
        boolean placed = place.find();
        String words = Arrays.stream((placed ? message.substring(0, place.start()) : message).split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        boolean far = placed && !place.group(1).equals("1");
        return OneLine.of(words) + (far ? " (line " + place.group(1) + ")" : "");
    }
}
