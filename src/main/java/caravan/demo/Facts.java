package caravan.demo;

import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What is true of the events of some hours, for whoever wants to compare what was made of them. An event is what has a uuid
 * of its own, however many lines it has.
 *
 * @param lines that hold an event
 * @param events distinct uuids
 * @param copiesWithinHours lines that repeat a uuid of the same hour
 * @param copiesAcrossHours lines that repeat a uuid of an earlier hour
 * @param repeatedInsertIds events that repeat the {@code device_id} and {@code $insert_id} of an earlier one
 * @param lateEvents that were uploaded more than a day after their plausible time
 * @param veryLateEvents of these, more than a week
 * @param wrongClocks events whose time is before 2012 or more than a day after their upload
 * @param sessions of a user each, with at least one event of plausible time
 * @param users amplitude ids by user key, which is the least of them in the order of texts; with ids that only a merge names
 * @param companies by user key; users of no company are missing
 * @param contradictions user keys of those whose company differs by where it is told
 * @param sharedDevices device ids with events of more than one user
 * @param pages views and trouble by page and week
 */
public record Facts(
        long lines,
        long events,
        long copiesWithinHours,
        long copiesAcrossHours,
        long repeatedInsertIds,
        long lateEvents,
        long veryLateEvents,
        long wrongClocks,
        long sessions,
        SortedMap<String, SortedSet<Long>> users,
        SortedMap<String, Affiliation> companies,
        SortedSet<String> contradictions,
        SortedSet<String> sharedDevices,
        SortedMap<PageWeek, PageFacts> pages) {
    public Facts {
        if (lines != events + copiesWithinHours + copiesAcrossHours) {
            throw new IllegalArgumentException("lines are events and their copies");
        }
    }

    /** Those of users who have more than one amplitude id. */
    public Set<SortedSet<Long>> merged() {
        return users.values().stream().filter(ids -> ids.size() > 1).collect(Collectors.toSet());
    }

    /** Of all weeks together; a visitor counts once in each week. */
    public PageFacts page(String path) {
        return pages.entrySet().stream()
                .filter(page -> page.getKey().path().equals(path))
                .map(SortedMap.Entry::getValue)
                .reduce(PageFacts.NONE, PageFacts::plus);
    }
}
