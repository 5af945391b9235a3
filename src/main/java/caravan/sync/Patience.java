package caravan.sync;

import caravan.failure.Failure;
import java.util.Optional;

/** Whether going on with a project in this run can help. Not thread-safe. */
final class Patience {
    /** So many requests in a row that brought nothing end it: a storm costs a few requests, not one an hour. */
    private static final int IN_VAIN = 2;

    private int inVain;
    private Failure refusal;
    private boolean ended;

    /** An hour came through. */
    void renew() {
        inVain = 0;
    }

    /** The source is there: whatever it said, the count of requests that brought nothing begins anew. */
    void answered(int status) {
        if (status != 200 && status < 500 && status != 429) {
            renew();
        }
    }

    /** @return whether it ends with this failure, and had not before */
    boolean endsWith(Failure failure) {
        if (failure.kind() == Failure.Kind.REFUSED || failure.kind() == Failure.Kind.BAD_REQUEST) {
            refusal = failure;
        }
        boolean now = isOver(failure.kind()) && !ended;
        ended |= now;
        return now;
    }

    void end() {
        ended = true;
    }

    boolean isAtEnd() {
        return ended;
    }

    /** Why Amplitude refused the project; empty where it did not. */
    Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }

    private boolean isOver(Failure.Kind kind) {
        return switch (kind) {
            case REFUSED, BAD_REQUEST, STORE_AWAY, STORE_REFUSED, DISK, SPOOL_FULL, LEDGER -> true;
            case SOURCE_AWAY, CORRUPT, CORRUPT_AGAIN -> ++inVain >= IN_VAIN;
            case KEPT,
                    OVERSIZE,
                    TOO_LARGE,
                    UNREADABLE,
                    WAREHOUSE_HELD,
                    WAREHOUSE,
                    WAREHOUSE_MEMORY,
                    WAREHOUSE_AWAY,
                    WAREHOUSE_REFUSED,
                    WAREHOUSE_HOUR,
                    MODELS,
                    OBJECT,
                    BUG -> false;
        };
    }
}
