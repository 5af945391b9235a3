package caravan.warehouse;

import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The warehouse could not do what it was asked for: its file, its memory or its disk. The message says what to do. */
public final class WarehouseFault extends IOException {
    private static final long serialVersionUID = 1L;

    /** DuckDB's driver knows no other sign of what an error is of. The words behind the kind can be a user's own. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile("(Out of Memory|IO|FATAL|INTERNAL) Error\\b"
            + "|(TransactionContext|Invalid) Error: .*(No space left|database has been invalidated)");

    public WarehouseFault(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What DuckDB said, in one line.
     *
     * @param doing such as {@code "the load of hour 2026-11-01T05"}
     */
    public static WarehouseFault by(String doing, SQLException said) {
        return new WarehouseFault(doing + " failed in DuckDB: " + words(said) + advice(words(said)), said);
    }

    /**
     * Whether it is of memory, of the disk or of DuckDB itself, whose file or library is then damaged: of nothing that other SQL or
     * another model would change.
     */
    public static boolean isOfTheMachine(SQLException said) {
        return OF_THE_MACHINE.matcher(words(said)).lookingAt();
    }

    /** The first line of what DuckDB said; the rest is for its developers. */
    static String words(SQLException said) {
        String message = said.getMessage() == null ? said.toString() : said.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }

    /** Whether more memory would have helped; then what is smaller may go on. */
    public boolean isOutOfMemory() {
        return getCause() instanceof SQLException said && isOutOfMemory(words(said));
    }

    private static boolean isOutOfMemory(String words) {
        return words.startsWith("Out of Memory");
    }

    private static String advice(String words) {
        if (isOutOfMemory(words)) {
            return "; more memory is given with caravan.duckdb.memory, less is needed with fewer caravan.duckdb.threads";
        }
        return words.contains("No space left") ? "; make room on that disk" : "";
    }
}
