package caravan.store;

import java.io.IOException;

/** A conditional write found another state than it was conditioned on. Nothing was written. */
public final class WriteConflict extends IOException {
    private static final long serialVersionUID = 1;

    public WriteConflict(String key, String found) {
        super("'" + key + "' was not written: " + found);
    }
}
