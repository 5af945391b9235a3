package caravan.archive;

import java.io.IOException;

/** The local disk would not take or give bytes: full, read-only, no permission. For the operator. */
public final class DiskFault extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFault(String message, Throwable cause) {
        super(message, cause);
    }
}
