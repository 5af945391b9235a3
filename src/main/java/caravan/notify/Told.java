package caravan.notify;

import caravan.failure.Failure;
import caravan.hour.HourRange;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is remembered of one case, a kind of failure of one project, so that it is told once a day at most, and once that it is over.
 * Written before a message is sent: who dies in between has told nothing, and nobody tells it twice.
 *
 * @param kind a {@link Failure.Kind} as logs spell it
 * @param day UTC, of the last message or try
 * @param run that wrote this: two that write the same are told apart
 * @param tries of that day that brought no message to anybody
 * @param told whether a message went out on that day
 * @param open whether one ever went out, and none that it is over since
 * @param hours that it was about; none where it was about the whole project
 */
record Told(String kind, LocalDate day, String run, int tries, boolean told, boolean open, List<HourRange> hours) {
    /** Of a webhook that does not answer: more a day would help nobody. */
    static final int TRIES = 3;

    private static final int HOURS = 40;

    Told {
        if (kind == null || day == null || run == null || tries < 0) {
            throw new IllegalArgumentException("a case without kind, day, run or tries");
        }
        hours = hours == null ? List.of() : List.copyOf(hours);
    }

    static Told unknown(Failure.Kind kind, LocalDate today) {
        return new Told(spelling(kind), today, "", 0, false, false, List.of());
    }

    static String spelling(Failure.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private int triesOn(LocalDate today) {
        return day.equals(today) ? tries : 0;
    }

    private boolean toldOn(LocalDate today) {
        return day.equals(today) && told;
    }

    boolean mayTell(LocalDate today) {
        return !toldOn(today) && triesOn(today) < TRIES;
    }

    /** @param by the run that tells it */
    Told telling(LocalDate today, String by, List<HourRange> about) {
        List<HourRange> all = Stream.concat(open ? hours.stream() : Stream.empty(), about.stream())
                .distinct()
                .toList();
        List<HourRange> newest = all.subList(Math.max(0, all.size() - HOURS), all.size());
        return new Told(kind, today, by, triesOn(today), true, true, newest);
    }

    boolean mayTellThatItIsOver(LocalDate today) {
        return open && triesOn(today) < TRIES;
    }

    Told over(LocalDate today, String by) {
        return new Told(kind, today, by, triesOn(today), toldOn(today), false, hours);
    }

    /** The message of this day came to nobody: as it was before, and one more try. */
    Told undelivered(Told before) {
        return new Told(
                kind,
                day,
                run,
                tries + 1,
                before.toldOn(day),
                before.open,
                before.hours.isEmpty() ? hours : before.hours);
    }

    /** Whether it is of no more use: closed, and of a former day. */
    boolean isPast(LocalDate today) {
        return !open && day.isBefore(today);
    }
}
