package caravan.archive;

import java.io.IOException;

/** Nothing is fetched until archives leave the spool. */
public final class SpoolFull extends IOException {
    private static final long serialVersionUID = 1;

    public SpoolFull(String message) {
        super(message);
    }
}
