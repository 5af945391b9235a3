package caravan.archive;

import java.io.IOException;

/** An archive or an entry of it is not what an export must be: cut, damaged, over a limit, names that are not Amplitude's. Nothing of the hour counts. */
public sealed class ArchiveRefused extends IOException permits LimitExceeded {
    private static final long serialVersionUID = 1;

    public ArchiveRefused(String message) {
        super(message);
    }

    public ArchiveRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
