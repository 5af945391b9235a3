package caravan.archive;

import caravan.config.Key;

/**
 * An archive has more of something than is settled for one: bytes, entries, JSON. Nothing says that it is damaged: a smaller
 * window, or a higher limit, may do. What no honest archive does at any size (ratio, line, overlap) is a plain refusal.
 */
public final class LimitExceeded extends ArchiveRefused {
    private static final long serialVersionUID = 1;

    private final Key limit;

    /** @param finding names the limit's value; the limit's key is put behind it */
    public LimitExceeded(String finding, Key limit) {
        super(finding + " (" + limit.spelling() + ")");
        this.limit = limit;
    }

    /** Where the limit is set. */
    public Key limit() {
        return limit;
    }
}
