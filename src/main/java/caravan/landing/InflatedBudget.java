package caravan.landing;

import caravan.archive.LimitExceeded;
import caravan.config.Key;
import java.util.concurrent.atomic.AtomicLong;

/** How much JSON one archive may still unpack to; shared by all that unpack its entries at the same time. */
public final class InflatedBudget {
    private final long bytes;
    private final AtomicLong left;

    public InflatedBudget(long bytes) {
        this.bytes = bytes;
        this.left = new AtomicLong(bytes);
    }

    /** @throws LimitExceeded where less than that is left */
    void take(long count) throws LimitExceeded {
        if (left.addAndGet(-count) < 0) {
            throw new LimitExceeded("the archive unpacks to more than " + bytes + " bytes of JSON", Key.INFLATED);
        }
    }
}
