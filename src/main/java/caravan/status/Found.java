package caravan.status;

import caravan.ledger.LedgerUnreadable;
import java.io.IOException;
import java.util.Optional;

/**
 * What was found under a key of the ledger.
 *
 * @param value empty where there is nothing, or nothing that can be read
 * @param damaged something is there, and it is not what Caravan writes
 */
record Found<T>(Optional<T> value, boolean damaged) {
    interface Look<T> {
        Optional<T> at() throws IOException;
    }

    static <T> Found<T> by(Look<T> look) throws IOException {
        try {
            return new Found<>(look.at(), false);
        } catch (LedgerUnreadable forAPerson) {
            return new Found<>(Optional.empty(), true);
        }
    }
}
