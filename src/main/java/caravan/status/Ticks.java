package caravan.status;

import java.time.Instant;
import java.util.Optional;

/** When the service syncs, if it runs. */
public interface Ticks {
    /** The first sync after this instant; empty where there is none any more. */
    Optional<Instant> after(Instant instant);

    /** For the end of a sentence. */
    default String text(Instant instant) {
        return after(instant)
                .map(tick -> "; a running service's is at " + Figures.time(tick) + ".")
                .orElse(".");
    }
}
