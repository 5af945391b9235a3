package caravan.status;

import caravan.hour.Hour;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One project at one instant, over the hours of a range that are not before its start.
 *
 * @param start empty: the project has never run, and nothing else is known
 * @param completeThrough the last hour up to which every hour since the start is done, in the range or not; empty where the
 *     first one is not
 * @param hours oldest first
 */
public record ProjectStatus(
        String project, Optional<Hour> start, Optional<Hour> completeThrough, List<HourState> hours) {
    public ProjectStatus {
        hours = List.copyOf(hours);
    }

    public static ProjectStatus neverRun(String project) {
        return new ProjectStatus(project, Optional.empty(), Optional.empty(), List.of());
    }

    public boolean hasRun() {
        return start.isPresent();
    }

    public Counts counts() {
        return Counts.of(hours);
    }

    /** What the range's records list, those of reopened hours among them: readers have it until the next revision. */
    public long events() {
        return hours.stream().mapToLong(HourState::events).sum();
    }

    public long bytes() {
        return hours.stream().mapToLong(HourState::bytes).sum();
    }

    SortedMap<LocalDate, List<HourState>> days() {
        return hours.stream()
                .collect(Collectors.groupingBy(state -> state.hour().day(), TreeMap::new, Collectors.toList()));
    }
}
