package caravan.sync;

import caravan.archive.ArchiveEntry;
import caravan.hour.Hour;
import java.util.List;

/**
 * One hour of an export.
 *
 * @param entries all of this hour that the archive has; none: the hour is empty
 */
public record HourExport(WindowExport window, Hour hour, List<ArchiveEntry> entries) {
    public HourExport {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    ProjectRun project() {
        return window.project();
    }
}
