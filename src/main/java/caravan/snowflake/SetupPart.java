package caravan.snowflake;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One part of the set-up.
 *
 * @param words for people, a line each
 * @param statements to be run in this order; what stands in angle brackets is for a person to fill in
 */
record SetupPart(String title, List<String> words, List<String> statements) {
    private static final Pattern OPEN = Pattern.compile("<[a-z-]+>");

    /** Whether a statement waits for something that only a person knows. */
    static boolean isOpen(String statement) {
        return OPEN.matcher(statement).find();
    }

    /** Each of these, as it stands there. */
    static Stream<String> open(String statement) {
        return OPEN.matcher(statement).results().map(MatchResult::group);
    }

    /** As a worksheet of Snowflake takes it. */
    String text(int number) {
        StringBuilder text = new StringBuilder("-- " + number + ". " + title + "\n");
        words.forEach(line -> text.append(line.isEmpty() ? "--\n" : "-- " + line + "\n"));
        statements.forEach(statement -> text.append('\n').append(statement).append(";\n"));
        return text.toString();
    }
}
