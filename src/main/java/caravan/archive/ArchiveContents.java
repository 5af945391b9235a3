package caravan.archive;

import caravan.hour.Hour;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a verified archive holds: at least one entry, all of one Amplitude project. An hour that has no entry is not in it.
 *
 * @param amplitudeId digits only
 * @param hours oldest first; the entries of an hour by part
 */
public record ArchiveContents(String amplitudeId, SortedMap<Hour, List<ArchiveEntry>> hours) {
    public ArchiveContents {
        hours = Collections.unmodifiableSortedMap(new TreeMap<>(hours));
    }

    static ArchiveContents of(List<ArchiveEntry> entries) throws ArchiveRefused {
        List<String> ids = entries.stream()
                .map(entry -> entry.name().amplitudeId())
                .distinct()
                .toList();
        if (ids.size() > 1) {
            throw new ArchiveRefused("the archive holds entries of several Amplitude projects, " + ids.get(0) + " and "
                    + ids.get(1) + "; one export is of one project");
        }
        return new ArchiveContents(
                ids.get(0),
                entries.stream()
                        .sorted((one, other) ->
                                Integer.compare(one.name().part(), other.name().part()))
                        .collect(Collectors.groupingBy(ArchiveEntry::hour, TreeMap::new, Collectors.toList())));
    }

    public int entries() {
        return hours.values().stream().mapToInt(List::size).sum();
    }
}
