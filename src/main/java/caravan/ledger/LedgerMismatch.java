package caravan.ledger;

import java.io.IOException;

/** The ledger in the destination belongs to another source or another layout than the configuration says. Nothing is written. */
public final class LedgerMismatch extends IOException {
    private static final long serialVersionUID = 1;

    public LedgerMismatch(String message) {
        super(message);
    }
}
