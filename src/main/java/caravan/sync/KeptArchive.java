package caravan.sync;

import caravan.archive.KeptName;
import caravan.hour.HourRange;
import java.time.Instant;

/**
 * An archive that was kept, as a listing tells of it: nothing of it is believed before it is here and verified.
 *
 * @param key where it lies, relative to the store or folder it is kept in
 * @param at when it was kept, by the clock of where it is
 */
record KeptArchive(KeptName name, String key, Instant at) {
    HourRange hours() {
        return name.hours();
    }
}
