package caravan.sync;

import caravan.archive.Archive;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.store.StoredObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hours of one project in one run that are done and only to be restated. Which they are is planned from a listing, and looked
 * at once more, with the version of each record, when a window of them is taken. Not thread-safe.
 */
final class Restating {
    private final DueHours dueHours;
    private final HourSet hours;
    private final Map<Hour, String> taken = new HashMap<>();

    /** @param recorded the listing lines of all records since the project's start */
    Restating(DueHours dueHours, Map<Hour, StoredObject> recorded) {
        this.dueHours = dueHours;
        this.hours = restated(recorded);
    }

    private HourSet restated(Map<Hour, StoredObject> recorded) {
        return dueHours.restated(
                recorded.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, listed -> listed.getValue()
                        .modified())));
    }

    HourSet hours() {
        return hours.copy();
    }

    /** The hour needs no other look in this run. */
    void settled(Hour hour) {
        hours.remove(hour);
    }

    /**
     * A window is about to be taken: the hours of it that are still to be restated. The others are no longer.
     *
     * @param recorded the listing lines of the window's records, as they are now
     */
    HourSet take(HourRange window, Map<Hour, StoredObject> recorded) {
        HourSet still = restated(recorded);
        hours.removeAll(HourSet.of(window)).addAll(still);
        still.hours().forEach(hour -> taken.put(hour, recorded.get(hour).version()));
        return still;
    }

    /** Those of these hours that the archive has an answer for: it arrived after they had reached their age. */
    HourSet answered(Archive archive, HourSet restated) {
        HourSet answered = new HourSet();
        restated.retain(archive.hours())
                .hours()
                .filter(hour ->
                        dueHours.restatable(hour).filter(archive.at()::isAfter).isPresent())
                .forEach(answered::add);
        return answered;
    }

    /** Whether the hour was taken to be restated, on exactly this version of its record: another one is somebody else's look. */
    boolean isOn(Hour hour, Optional<String> version) {
        return version.isPresent() && version.get().equals(taken.get(hour));
    }

    /** When the youngest of the window's restated hours was to be asked for: an older archive has no answer to that. */
    Optional<Instant> since(HourRange window) {
        return taken.keySet().stream()
                .filter(window::contains)
                .flatMap(hour -> dueHours.restatable(hour).stream())
                .max(Comparator.naturalOrder());
    }
}
