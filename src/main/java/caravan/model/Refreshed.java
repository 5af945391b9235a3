package caravan.model;

import java.time.Duration;
import java.util.List;

/**
 * What a refresh came to.
 *
 * @param made in the order in which they were; none where all was up to date
 * @param took all of it
 */
public record Refreshed(Outcome outcome, List<MadeModel> made, Duration took) {
    /** Which rows were made. */
    public enum Outcome {
        /** No load is newer than what the models hold, and they are written as they were. */
        UP_TO_DATE,
        /** Those that new loads reach. */
        INCREMENTAL,
        /** All. */
        FULL
    }

    public Refreshed {
        made = List.copyOf(made);
    }
}
