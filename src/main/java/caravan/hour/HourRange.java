package caravan.hour;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Consecutive hours, closed at both ends: {@code first} and {@code last} belong to it, as they do in Amplitude's own requests. */
public record HourRange(Hour first, Hour last) {
    public HourRange {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("a range from " + first + " to " + last + " ends before it begins");
        }
    }

    public static HourRange of(Hour hour) {
        return new HourRange(hour, hour);
    }

    /** The 24 hours of a UTC day. */
    public static HourRange of(LocalDate day) {
        return new HourRange(Hour.of(day, 0), Hour.of(day, 23));
    }

    public int count() {
        return Math.toIntExact(last.number() - first.number() + 1);
    }

    public boolean contains(Hour hour) {
        return first.compareTo(hour) <= 0 && hour.compareTo(last) <= 0;
    }

    public boolean contains(HourRange other) {
        return contains(other.first) && contains(other.last);
    }

    /** What both have; empty where they do not meet. */
    public Optional<HourRange> intersect(HourRange other) {
        Hour from = first.compareTo(other.first) >= 0 ? first : other.first;
        Hour to = last.compareTo(other.last) <= 0 ? last : other.last;
        return from.compareTo(to) <= 0 ? Optional.of(new HourRange(from, to)) : Optional.empty();
    }

    /** Oldest first. */
    public Stream<Hour> hours() {
        return LongStream.rangeClosed(first.number(), last.number()).mapToObj(Hour::new);
    }

    @Override
    public String toString() {
        return first.equals(last) ? first.toString() : first + ".." + last;
    }
}
