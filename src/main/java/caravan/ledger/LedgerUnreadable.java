package caravan.ledger;

import java.io.IOException;

/** An object under {@code _caravan/} that Caravan cannot have written. For a person: nobody else may touch the ledger. */
public final class LedgerUnreadable extends IOException {
    private static final long serialVersionUID = 1;

    public LedgerUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
