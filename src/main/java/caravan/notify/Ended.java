package caravan.notify;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.time.Instant;
import java.util.Optional;

/** One project's share of a run, at its end. */
public interface Ended {
    String project();

    /** The run's id. */
    String run();

    /** Whether what did not fail in it is over: it was not cut short, and does not pause. */
    boolean isConclusive();

    /** Whether all of these hours are done, and none needs a person. */
    boolean isOver(HourRange hours);

    /** When the hour is asked for again, where a note puts it off. */
    Optional<Instant> nextTry(Hour hour);
}
