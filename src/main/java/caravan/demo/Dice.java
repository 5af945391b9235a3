package caravan.demo;

import java.util.List;
import java.util.UUID;

/**
 * A stream of numbers that is the same for the same keys on every machine and Java version: SplitMix64 (Steele, Lea and
 * Flood, 2014). Our own because the bounded draws of the JDK's generators are not part of their contract.
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long... keys) {
        long state = 0;
        for (long key : keys) {
            state = mix(state + GOLDEN_GAMMA + key);
        }
        return new Dice(state);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to {@code bound - 1}. */
    long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    int below(int bound) {
        return (int) below((long) bound);
    }

    /** From {@code from} to {@code to}, both included. */
    long between(long from, long to) {
        return from + below(to - from + 1);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    String uuid() {
        return new UUID(next() & ~0xF000L | 0x4000L, next() >>> 2 | Long.MIN_VALUE).toString();
    }
}
