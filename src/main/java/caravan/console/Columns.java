package caravan.console;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.status.HourState;
import caravan.status.ProjectStatus;
import caravan.status.RecordFacts;
import caravan.status.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project's hours since its start, column by column: some 30 bytes an hour, of five years little more than a megabyte. */
final class Columns {
    /** In place of a number, where an hour has no record. */
    static final long NONE = -1;

    final Optional<Hour> first;
    final char[] states;
    final Standing[] standings;
    final long[] events;
    final long[] bytes;
    final long[] objects;
    final int[] revisions;
    /** Seconds from the hour's end to its earliest known commit. */
    final long[] lags;

    final Map<Integer, String> kinds = new HashMap<>();

    Columns(ProjectStatus status) {
        List<HourState> hours = status.hours();
        int count = hours.size();
        first = count == 0 ? Optional.empty() : Optional.of(hours.get(0).hour());
        states = new char[count];
        standings = new Standing[count];
        events = new long[count];
        bytes = new long[count];
        objects = new long[count];
        revisions = new int[count];
        lags = new long[count];
        for (int i = 0; i < count; i++) {
            add(i, hours.get(i));
        }
    }

    private void add(int i, HourState hour) {
        states[i] = letter(hour);
        standings[i] = hour.standing();
        RecordFacts record = hour.record().orElse(null);
        events[i] = record == null ? NONE : record.events();
        bytes[i] = record == null ? NONE : record.bytes();
        objects[i] = record == null ? NONE : record.objects();
        revisions[i] = record == null ? 0 : record.revision();
        lags[i] = record == null
                ? NONE
                : Math.max(
                        0, Duration.between(hour.hour().end(), record.firstAt()).toSeconds());
        hour.kind().ifPresent(kind -> kinds.put(i, kind));
    }

    private static char letter(HourState hour) {
        if (hour.isSuspect()) {
            return 's';
        }
        return switch (hour.standing()) {
            case LANDED -> 'l';
            case EMPTY -> 'e';
            case DUE -> hour.needsPerson() ? 'p' : 'd';
            case NOT_YET -> 'n';
        };
    }

    int count() {
        return states.length;
    }

    boolean isDone(int i) {
        return standings[i] == Standing.LANDED || standings[i] == Standing.EMPTY;
    }

    /** The hours of the range that are of the columns; empty where none is. */
    Optional<HourRange> within(Optional<HourRange> asked) {
        Optional<HourRange> all = first.map(hour -> new HourRange(hour, hour.plus(count() - 1L)));
        return asked.isEmpty() ? all : all.flatMap(asked.get()::intersect);
    }

    /** The number of an hour of the columns. */
    int index(Hour hour) {
        return Math.toIntExact(hour.number() - first.orElseThrow().number());
    }

    /** How many of these hours are so. */
    int count(HourRange range, Standing standing) {
        int count = 0;
        for (int i = index(range.first()); i <= index(range.last()); i++) {
            count += standings[i] == standing ? 1 : 0;
        }
        return count;
    }

    int count(HourRange range, char state) {
        int count = 0;
        for (int i = index(range.first()); i <= index(range.last()); i++) {
            count += states[i] == state ? 1 : 0;
        }
        return count;
    }

    /** What records of these hours list. */
    long sum(HourRange range, long[] column) {
        long sum = 0;
        for (int i = index(range.first()); i <= index(range.last()); i++) {
            sum += Math.max(0, column[i]);
        }
        return sum;
    }

    long due() {
        return within(Optional.empty())
                .map(all -> (long) count(all, Standing.DUE))
                .orElse(0L);
    }

    Optional<Hour> oldestDue() {
        for (int i = 0; i < count(); i++) {
            if (standings[i] == Standing.DUE) {
                return Optional.of(first.orElseThrow().plus(i));
            }
        }
        return Optional.empty();
    }
}
