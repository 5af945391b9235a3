package caravan.sync;

import caravan.archive.ArchiveEntry;
import caravan.hour.Hour;
import java.io.IOException;
import java.io.InputStream;

/** One entry of an hour on its way to the store. */
public record EntryLanding(HourLanding landing, ArchiveEntry entry) {
    /** The entry's own gzip bytes, checked against the archive's CRC at their end. */
    public InputStream open() throws IOException {
        return landing.export().window().open().open(entry);
    }

    public Hour hour() {
        return landing.hour();
    }
}
