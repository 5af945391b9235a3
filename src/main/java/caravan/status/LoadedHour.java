package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.warehouse.Mark;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an hour stands in the warehouse, for {@link HourStory}. */
public interface LoadedHour {
    /** There is no warehouse. */
    LoadedHour NOWHERE = (ledger, hour, record) ->
            new Load(Optional.empty(), Load.State.NONE, Optional.empty(), List.of("None: caravan.warehouse is none."));

    Load of(Ledger ledger, Hour hour, Optional<HourRecord> record);

    /**
     * @param place of the warehouse, for people; empty where there is none
     * @param lines for people
     */
    record Load(Optional<String> place, State state, Optional<Mark> mark, List<String> lines) {
        /** As the record says, or how else. */
        public enum State {
            NONE,
            MISSING,
            LOADED,
            OLDER,
            UNKNOWN;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Where a mark is looked up; empty where there is none. */
    interface Marks {
        Optional<Mark> of(String project, Hour hour) throws IOException;
    }

    /** Of an hour whose load nobody looked at, or of which only whoever has the token is told why it cannot be. */
    String WITH_TOKEN = "Whether it is loaded is looked up for whoever has the token.";

    /** The same for somebody for whom a warehouse is not asked: that opens a session or a job there. */
    default LoadedHour withoutLook() {
        return this;
    }

    /** @param place for people */
    static LoadedHour in(String place, Marks marks) {
        return new InWarehouse(place, marks);
    }

    /** Looked up each time. */
    record InWarehouse(String place, Marks marks) implements LoadedHour {
        @Override
        public Load of(Ledger ledger, Hour hour, Optional<HourRecord> record) {
            try {
                Optional<Mark> mark = marks.of(ledger.project(), hour);
                String there = mark.map(one -> loaded(one, place)).orElse("Not in " + place + ".");
                return new Load(Optional.of(place), state(mark, record), mark, List.of(there, next(mark, record)));
            } catch (IOException e) {
                return unknown("It cannot be looked at now: " + Figures.printable(e.getMessage()));
            }
        }

        private Load unknown(String why) {
            return new Load(Optional.of(place), Load.State.UNKNOWN, Optional.empty(), List.of(why));
        }

        @Override
        public LoadedHour withoutLook() {
            return (ledger, hour, record) -> unknown(WITH_TOKEN);
        }
    }

    private static Load.State state(Optional<Mark> mark, Optional<HourRecord> record) {
        if (mark.isEmpty()) {
            return Load.State.MISSING;
        }
        return record.isEmpty() || isOfIt(mark, record.get().revision()) ? Load.State.LOADED : Load.State.OLDER;
    }

    private static boolean isOfIt(Optional<Mark> mark, int revision) {
        return mark.filter(there -> there.revision() >= revision).isPresent();
    }

    private static String loaded(Mark mark, String place) {
        return "Revision " + mark.revision() + " is in " + place + " since " + Figures.time(mark.loadedAt()) + ": "
                + Figures.count(mark.events(), "event") + ", " + Figures.count(mark.rejected(), "other line")
                + "; load number " + mark.loadNumber() + ".";
    }

    private static String next(Optional<Mark> mark, Optional<HourRecord> record) {
        if (record.isEmpty()) {
            return "It is loaded once it is committed.";
        }
        int revision = record.get().revision();
        return isOfIt(mark, revision)
                ? "That is what the record says."
                : "The record says revision " + revision + ": the next sync loads it, or ./caravan load.";
    }
}
