package caravan.warehouse;

import java.io.IOException;
import java.sql.SQLException;

/** The warehouse could not do what it was asked for: its file, its memory or its disk. The message says what to do. */
public final class WarehouseFault extends IOException {
    private static final long serialVersionUID = 1L;

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
