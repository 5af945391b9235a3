package caravan.ledger;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the keys of one project's records, notes and project object are spelled, below {@code _caravan/}. */
record LedgerKeys(String project) {
    private static final int DAY_AND_HOUR = "yyyy-MM-dd/HH.json".length();

    String record(Hour hour) {
        return records() + ofHour(hour);
    }

    /** What the keys of all records begin with. */
    String records() {
        return "_caravan/hours/" + project + "/";
    }

    /** What the keys of the range's records begin with: of a day alone, else of each month. */
    List<String> records(HourRange range) {
        if (range.first().day().equals(range.last().day())) {
            return List.of(records() + range.first().date() + "/");
        }
        YearMonth last = YearMonth.from(range.last().day());
        return Stream.iterate(
                        YearMonth.from(range.first().day()),
                        month -> !month.isAfter(last),
                        month -> month.plusMonths(1))
                .map(month -> records() + month + "-")
                .toList();
    }

    String note(Hour hour) {
        return notes() + ofHour(hour);
    }

    /** What the keys of all notes begin with. */
    String notes() {
        return "_caravan/notes/" + project + "/";
    }

    String projectObject() {
        return "_caravan/projects/" + project + ".json";
    }

    private static String ofHour(Hour hour) {
        return hour.date() + "/" + hour.hourOfDay() + ".json";
    }

    /** The hour whose record this is; empty for a stranger's file, such as a copy in a folder beside. */
    Optional<Hour> hourOfRecord(String key) {
        return hour(key, this::record);
    }

    /** The hour that this note is on; empty for a stranger's file. */
    Optional<Hour> hourOfNote(String key) {
        return hour(key, this::note);
    }

    private static Optional<Hour> hour(String key, Function<Hour, String> spelling) {
        int day = key.length() - DAY_AND_HOUR;
        if (day < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Hour.parse(key.substring(day, day + 10) + "T" + key.substring(day + 11, day + 13)))
                    .filter(hour -> spelling.apply(hour).equals(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
