package caravan.sync;

import caravan.ledger.HourRecord;
import java.util.Optional;
import java.util.Set;

/**
 * What an hour lacks that a kept archive may bring back.
 *
 * @param revision of its record; empty where it has none
 * @param archiveSha256 of the archive that its record names
 * @param keys of the objects of its record that are not there, or not as they were landed; none where it has no record
 */
record Lost(Optional<Integer> revision, Optional<String> archiveSha256, Set<String> keys) {
    /** An hour that has no record. */
    static final Lost ALL = new Lost(Optional.empty(), Optional.empty(), Set.of());

    Lost {
        keys = Set.copyOf(keys);
    }

    static Lost of(HourRecord record, Set<String> keys) {
        return new Lost(
                Optional.of(record.revision()),
                Optional.ofNullable(record.export().archiveSha256()),
                keys);
    }
}
