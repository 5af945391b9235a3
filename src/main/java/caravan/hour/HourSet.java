package caravan.hour;

import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** A set of hours, a bit each: the whole of a project's life is some 13 kB. Holds hours since {@link Hour#EARLIEST}; mutable, not thread-safe. */
public final class HourSet {
    private final BitSet bits;

    public HourSet() {
        this(new BitSet());
    }

    private HourSet(BitSet bits) {
        this.bits = bits;
    }

    public static HourSet of(HourRange range) {
        HourSet set = new HourSet();
        set.bits.set(index(range.first()), index(range.last()) + 1);
        return set;
    }

    public static HourSet of(Collection<Hour> hours) {
        HourSet set = new HourSet();
        hours.forEach(set::add);
        return set;
    }

    public HourSet copy() {
        return new HourSet((BitSet) bits.clone());
    }

    /** @return this */
    public HourSet add(Hour hour) {
        bits.set(index(hour));
        return this;
    }

    /** @return this */
    public HourSet remove(Hour hour) {
        bits.clear(index(hour));
        return this;
    }

    /** @return this */
    public HourSet remove(HourRange range) {
        bits.clear(index(range.first()), index(range.last()) + 1);
        return this;
    }

    /** @return this */
    public HourSet addAll(HourSet other) {
        bits.or(other.bits);
        return this;
    }

    /** @return this */
    public HourSet removeAll(HourSet other) {
        bits.andNot(other.bits);
        return this;
    }

    /** @return this */
    public HourSet retain(HourRange range) {
        bits.and(of(range).bits);
        return this;
    }

    public boolean contains(Hour hour) {
        return hour.compareTo(Hour.EARLIEST) >= 0 && bits.get(index(hour));
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    public int count() {
        return bits.cardinality();
    }

    public Optional<Hour> first() {
        return bits.isEmpty() ? Optional.empty() : Optional.of(hour(bits.nextSetBit(0)));
    }

    public Optional<Hour> last() {
        return bits.isEmpty() ? Optional.empty() : Optional.of(hour(bits.length() - 1));
    }

    /** The consecutive hours that end with the last one; empty where there is none. */
    public Optional<HourRange> lastRun() {
        return last().map(last -> new HourRange(hour(bits.previousClearBit(index(last)) + 1), last));
    }

    /** Oldest first. */
    public Stream<Hour> hours() {
        return bits.stream().mapToObj(HourSet::hour);
    }

    private static int index(Hour hour) {
        if (hour.compareTo(Hour.EARLIEST) < 0) {
            throw new IllegalArgumentException(
                    hour + " is before " + Hour.EARLIEST + ", the first hour that Amplitude exports by hour");
        }
        return Math.toIntExact(hour.number() - Hour.EARLIEST.number());
    }

    private static Hour hour(int index) {
        return Hour.EARLIEST.plus(index);
    }
}
