package caravan.wire;

import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link FaultyProxy} does to a connection, or to one request on it.
 *
 * @param way in which direction; the other one passes
 * @param at after, or at, so many bytes in that direction; for {@link Kind#RATE} the bytes a second
 * @param every the pause after each byte of {@link Kind#DRIP}
 * @param ofBody {@code at} counts from the end of the head, not from the first byte
 */
public record Fault(Kind kind, Way way, long at, Duration every, boolean ofBody) {

    public enum Kind {
        PASS,
        RATE,
        DRIP,
        CUT,
        RESET,
        HALF_CLOSE,
        BLACK_HOLE,
        SWALLOW,
        FLIP
    }

    public enum Way {
        /** Requests: from the client to the server. */
        UP,
        /** Replies. */
        DOWN
    }

    public Fault {
        Objects.requireNonNull(way, "way");
        if (at < 0 || kind == Kind.RATE && at == 0) {
            throw new IllegalArgumentException(kind + " takes bytes, 0 or more (RATE 1 or more), not " + at);
        }
        if (every.isNegative()) {
            throw new IllegalArgumentException(kind + " takes a pause of 0 or more, not " + every);
        }
    }

    public static Fault pass() {
        return of(Kind.PASS, Way.DOWN, 0);
    }

    public static Fault rate(long bytesPerSecond) {
        return of(Kind.RATE, Way.DOWN, bytesPerSecond);
    }

    /** One byte of the reply, a pause, the next byte. */
    public static Fault drip(Duration every) {
        return new Fault(Kind.DRIP, Way.DOWN, 0, every, false);
    }

    /** Both sides are closed in an orderly way once so many bytes have gone this way. */
    public static Fault cut(Way way, long after) {
        return of(Kind.CUT, way, after);
    }

    /** As {@link #cut}, with a reset. */
    public static Fault reset(Way way, long after) {
        return of(Kind.RESET, way, after);
    }

    /** The receiver of this way hears the end of the stream after so many bytes; the other way stays open. */
    public static Fault halfClose(Way way, long after) {
        return of(Kind.HALF_CLOSE, way, after);
    }

    /** The connection is taken, what comes is read, no one is asked and nothing is ever said. */
    public static Fault blackHole() {
        return of(Kind.BLACK_HOLE, Way.UP, 0);
    }

    /** The request goes to the server and is done; its reply (but for a 100) is dropped and the connection closed. */
    public static Fault swallowReply() {
        return of(Kind.SWALLOW, Way.DOWN, 0);
    }

    /** The lowest bit of the byte at this place, counted from 0, is another one. */
    public static Fault flip(Way way, long at) {
        return of(Kind.FLIP, way, at);
    }

    /** The same with its place counted from the end of the head. */
    public Fault inBody() {
        return new Fault(kind, way, at, every, true);
    }

    static Fault of(Kind kind, Way way, long at) {
        return new Fault(kind, way, at, Duration.ZERO, false);
    }
}
