package caravan.snowflake;

import caravan.archive.Escaped;
import caravan.hour.Hour;
import caravan.warehouse.HourRefused;
import caravan.warehouse.ObjectMismatch;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseFault;
import caravan.warehouse.WarehouseRefused;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What Snowflake said, sorted by who must act. */
final class SnowflakeFault {
    private static final int SHOWN = 600;
    /** Of SQL states: no connection, no login, no right, nothing of that name. */
    private static final Set<String> AWAY = Set.of("08001", "08003", "08004", "08006", "08S01", "57014", "57P03");

    private static final Set<String> REFUSED = Set.of("28000", "42501", "02000", "42S02", "3D000");
    /** Cancelled, its time over, a lock that was not had in time, a session that is gone: all over a moment later. */
    private static final Set<Integer> PASSING = Set.of(604, 625, 630, 390111, 390112, 390114, 300002);
    /** No virtual warehouse, one that may not be used or whose credits are spent, and what is of the stage or the integration. */
    private static final Set<Integer> OPERATOR = Set.of(606, 90073, 90105, 90106, 3001, 2003, 2043, 3136, 3139, 3167);
    /** A file that is not there any more, or that is no gzip. */
    private static final Set<Integer> FILE = Set.of(91003, 100016);

    private static final int NO_FILE = 91016;

    private SnowflakeFault() {}

    /** @param doing such as {@code "reading the marks"} */
    static IOException by(String doing, SQLException said) {
        return by(doing, Optional.empty(), said);
    }

    /** @param hour whose rows it may be about */
    static IOException by(String doing, Optional<Hour> hour, SQLException said) {
        int code = said.getErrorCode();
        String state = String.valueOf(said.getSQLState());
        String words = doing + " failed in Snowflake: " + words(said);
        if (code >= 390100 && code < 390400 && !PASSING.contains(code)
                || OPERATOR.contains(code)
                || REFUSED.contains(state)) {
            return new WarehouseRefused(words + advice(code), said);
        }
        // The driver's own numbers: it reached nobody, or the answer broke off.
        if (PASSING.contains(code) || AWAY.contains(state) || code >= 200000 && code < 200100) {
            return new WarehouseAway(words, said);
        }
        if (code == NO_FILE && hour.isPresent()) {
            return new ObjectMismatch(hour.get(), "a file of its record", "is not there for Snowflake: " + words(said));
        }
        boolean ofItsRows = code >= 100000 && code < 101000 || FILE.contains(code);
        return ofItsRows && hour.isPresent() ? new HourRefused(hour.get(), words) : new WarehouseFault(words, said);
    }

    private static String words(SQLException said) {
        String message = said.getMessage() == null ? said.toString() : said.getMessage();
        return Escaped.text(message.strip().replaceAll("\\s+", " "), SHOWN) + " (" + said.getErrorCode() + ")";
    }

    private static String advice(int code) {
        return code == 390144
                ? "; the user's RSA_PUBLIC_KEY is another, or this machine's clock is off"
                : "; ./caravan snowflake setup says what has to be there, ./caravan check what is";
    }
}
