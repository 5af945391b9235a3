package caravan.ledger;

import caravan.store.StoreRefused;
import java.io.IOException;

/**
 * One look at an object and a write on exactly what was seen. Where somebody else was faster, or no answer came, what there is now
 * is looked at and written on anew, a few times.
 *
 * @param <T> what came of it
 */
interface Rewrite<T> {
    int TRIES = 5;

    /** @throws IOException where it was not written, or nobody knows whether it was */
    T once() throws IOException;

    /** @throws IOException what the last try said; at once where the store refuses, or what is there cannot be read */
    default T done() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once();
            } catch (StoreRefused | LedgerUnreadable e) {
                throw e;
            } catch (IOException conflictOrNoReply) {
                if (attempt == TRIES) {
                    throw conflictOrNoReply;
                }
            }
        }
    }
}
