package caravan.archive;

import java.util.Optional;

/**
 * Whether a transfer still moves: silence, least rate and deadline of {@link Limits}. Only time spent waiting for the other side
 * counts against its rate, not time in which our own disk was slow. Times are nanoseconds of one monotonic clock; thread-safe.
 */
final class Pace {
    private final Limits limits;
    private final long began;
    private boolean waiting;
    private long waitingSince;
    private long waited;
    private long bytesInWindow;

    Pace(Limits limits, long now) {
        this.limits = limits;
        this.began = now;
    }

    synchronized void waits(long now) {
        waiting = true;
        waitingSince = now;
    }

    synchronized void received(long bytes, long now) {
        waiting = false;
        waited += now - waitingSince;
        bytesInWindow += bytes;
        if (waited >= limits.rateOver().toNanos() && fastEnough(waited)) {
            waited = 0;
            bytesInWindow = 0;
        }
    }

    /** Why the transfer must end; empty where it may go on. */
    synchronized Optional<String> verdict(long now) {
        if (now - began > limits.deadline().toNanos()) {
            return Optional.of("the answer was not whole after " + limits.deadline());
        }
        if (waiting && now - waitingSince > limits.silence().toNanos()) {
            return Optional.of("no byte came for " + limits.silence());
        }
        long waitedSoFar = waited + (waiting ? now - waitingSince : 0);
        if (waitedSoFar >= limits.rateOver().toNanos() && !fastEnough(waitedSoFar)) {
            return Optional.of(
                    "fewer than " + limits.bytesPerSecond() + " bytes a second came over " + limits.rateOver());
        }
        return Optional.empty();
    }

    private boolean fastEnough(long nanos) {
        return bytesInWindow >= limits.bytesPerSecond() * (nanos / 1e9);
    }
}
