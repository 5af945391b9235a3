package caravan.sync;

import caravan.failure.Failure;

/** Whether going on with a project in this run can help. Not thread-safe. */
final class Patience {
    /** So many requests in a row that brought nothing end it: a storm costs a few requests, not one an hour. */
    private static final int IN_VAIN = 2;

    private int inVain;

    /** Something came through, or was said. */
    void renew() {
        inVain = 0;
    }

    /** Whether it ends with such a failure of a window. */
    boolean endsWith(Failure.Kind kind) {
        return switch (kind) {
            case REFUSED, BAD_REQUEST, STORE_AWAY, STORE_REFUSED, DISK, SPOOL_FULL, LEDGER -> true;
            case SOURCE_AWAY, CORRUPT -> ++inVain >= IN_VAIN;
            case OVERSIZE, TOO_LARGE, BUG -> false;
        };
    }
}
