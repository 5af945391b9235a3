package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.warehouse.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an hour stands in the warehouse, for {@link WhyHour}. */
public interface LoadedHour {
    /** There is no warehouse. */
    LoadedHour NOWHERE = (ledger, hour, record) -> List.of("None: caravan.warehouse is none.");

    List<String> lines(Ledger ledger, Hour hour, Optional<HourRecord> record);

    /** Where a mark is looked up; empty where there is none. */
    interface Marks {
        Optional<Mark> of(String project, Hour hour) throws IOException;
    }

    /** @param place for people */
    static LoadedHour in(String place, Marks marks) {
        return (ledger, hour, record) -> {
            List<String> lines = new ArrayList<>();
            try {
                Optional<Mark> mark = marks.of(ledger.project(), hour);
                lines.add(mark.map(there -> loaded(there, place)).orElse("Not in " + place + "."));
                lines.add(next(mark, record));
            } catch (IOException e) {
                lines.add("It cannot be looked at now: " + Figures.printable(e.getMessage()));
            }
            return lines;
        };
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
        return mark.filter(there -> there.revision() >= revision).isPresent()
                ? "That is what the record says."
                : "The record says revision " + revision + ": the next sync loads it, or ./caravan load.";
    }
}
