package caravan.demo;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.Optional;

/**
 * What goes wrong in a demo that is asked for trouble, so that one has seen it before one has it. It follows from the hours alone: the
 * same ones go wrong each time.
 *
 * @param tooLarge refused by Amplitude even when it is asked for alone: a person has to act
 * @param slow whose export Amplitude does not get done: due, and asked for again by itself
 * @param outage in which the site sent nothing
 */
public record Mishaps(Hour tooLarge, Hour slow, HourRange outage) {
    /** So many hours are needed for each to be another one. */
    public static final int FEWEST_HOURS = 6;

    /**
     * Of these the outage takes a working day where there is one, else an hour.
     *
     * @throws IllegalArgumentException of fewer than {@link #FEWEST_HOURS}
     */
    public static Mishaps in(HourRange hours) {
        long count = hours.count();
        if (count < FEWEST_HOURS) {
            throw new IllegalArgumentException(hours + " are fewer than " + FEWEST_HOURS + " hours");
        }
        Hour last = hours.last();
        Hour middle = last.plus(-(count / 2));
        Hour morning = Hour.of(middle.day(), 8);
        HourRange day = new HourRange(morning, morning.plus(9));
        boolean fits = hours.contains(day.first()) && hours.contains(day.last());
        return new Mishaps(last.plus(-(count / 5) - 1), last.plus(-(count / 12)), fits ? day : HourRange.of(middle));
    }

    /** What a request for this window gets in place of its export. */
    public Optional<Trouble> of(HourRange window) {
        if (window.contains(tooLarge)) {
            return Optional.of(Trouble.tooLarge());
        }
        return window.contains(slow) ? Optional.of(Trouble.gatewayTimeout()) : Optional.empty();
    }
}
