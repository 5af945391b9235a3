package caravan.snowflake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What goes wrong at a {@link SnowflakeServer}: a session dies at the statement of a number, or a statement is refused. */
final class Fault {
    private int before = -1;
    private int after = -1;
    private String part;
    private ObjectNode refusal;

    /** Before the statement of that number from now, from 1, is run, its session is gone. */
    void dieBefore(int statement) {
        before = statement;
    }

    /** It is run, and its session gone before the answer. */
    void dieAfter(int statement) {
        after = statement;
    }

    /** Each statement that has this part. */
    void refuse(String sql, int code, String state, String message) {
        part = sql;
        refusal = SnowflakeServer.refusal(code, state, message);
    }

    void end() {
        part = null;
        before = -1;
        after = -1;
    }

    synchronized boolean isBefore() {
        return --before == 0;
    }

    synchronized boolean isAfter() {
        return --after == 0;
    }

    Optional<ObjectNode> refusal(String sql) {
        return part != null && sql.contains(part) ? Optional.of(refusal) : Optional.empty();
    }
}
