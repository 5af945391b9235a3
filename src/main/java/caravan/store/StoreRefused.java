package caravan.store;

import java.io.IOException;

/** The store answered and will answer the same again: a right is missing, the bucket is not there, the disk is full. For a person. */
public final class StoreRefused extends IOException {
    private static final long serialVersionUID = 1;

    public StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
