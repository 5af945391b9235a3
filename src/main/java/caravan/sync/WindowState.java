package caravan.sync;

import caravan.hour.HourRange;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a window in flight is, for whoever looks on.
 *
 * @param id its own, in this process
 * @param done hours of it that are through
 * @param since when it was taken
 * @param received bytes of its archive
 * @param objects that were put for it
 * @param events that were committed, and {@code bytes} as stored
 */
public record WindowState(
        long id,
        String project,
        String run,
        HourRange hours,
        int done,
        Stage stage,
        Instant since,
        long received,
        long objects,
        long events,
        long bytes) {
    /** Where a window is on its way. */
    public enum Stage {
        /** No answer yet. */
        ASKING,
        /** Its archive comes in. */
        FETCHING,
        /** Its archive is here. */
        VERIFYING,
        /** Its hours land. */
        LANDING,
        /** Whatever is not through is due. */
        OVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
