package caravan.sync;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.State;
import java.time.Duration;
import java.util.Optional;

/**
 * Who looks on while projects are synced: told what happens, in plain values, and never asked. Called by many threads, within the
 * work itself: an implementation is thread-safe, quick, throws nothing and calls no store.
 */
public interface Watch {
    /** Nobody looks. */
    Watch NONE = new Watch() {};

    /** What became of one hour's answer. */
    enum Ending {
        /** Our record says that it landed. */
        LANDED,
        /** Our record says that it is empty. */
        EMPTY,
        /** It was restated, and is as it was. */
        UNCHANGED,
        /** Somebody else committed it first. */
        THEIRS,
        /** Somebody barred our revision: it is landed once more. */
        AGAIN;

        static Ending of(Commit.Outcome outcome, State mine) {
            return switch (outcome) {
                case COMMITTED -> mine == State.LANDED ? LANDED : EMPTY;
                case THEIRS -> THEIRS;
                case LAND_AGAIN -> AGAIN;
            };
        }
    }

    /** The project's share of a run begins; its ledger is not read yet. */
    default void began(String project) {}

    /** Its ledger was read. */
    default void opened(Outlook outlook) {}

    /** Something moved: an entry has arrived in the store. */
    default void moved(String project) {}

    /** The hour's record says something else now: this. */
    default void recorded(HourRecord record) {}

    /** A window in flight has come further, or to its end. */
    default void window(WindowState state) {}

    /** The hour has a record. */
    default void done(String project, Hour hour) {}

    /**
     * One hour's answer is dealt with.
     *
     * @param events that landed by it, {@code bytes} as stored; else 0
     * @param took since its record was read before anything was put
     */
    default void settled(String project, Ending ending, long events, long bytes, Duration took) {}

    /** An hour came into the warehouse. */
    default void loaded(String project, Duration took) {}

    /** So many committed hours are not in the warehouse. */
    default void unloaded(String project, int hours) {}

    /** @param hours that stay due by it; empty: the project's share of the run is at its end by it */
    default void failed(String project, Optional<HourRange> hours, Failure failure) {}

    /** Amplitude refuses the project: nothing is asked for until a request tells otherwise. */
    default void paused(String project) {}

    /** It is not refused, or not any more. */
    default void resumed(String project) {}

    /**
     * The project's share of a run has come to its end.
     *
     * @param outlook as it is now
     * @param stillDue hours that the run was to bring and that have no record
     */
    default void ended(Outlook outlook, int stillDue) {}
}
