package caravan.report;

import java.util.regex.Pattern;

/**
 * One of an answer's columns.
 *
 * @param type as DuckDB spells it, such as {@code DECIMAL(18,3)}
 */
public record AnswerColumn(String name, String type) {
    private static final Pattern NUMBER =
            Pattern.compile("(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\\(.*\\)|BIGNUM)");

    boolean isNumber() {
        return NUMBER.matcher(type).matches();
    }
}
