package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.State;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * The few facts of a record that a status of many hours needs.
 *
 * @param version of the record that says so: facts of another version are worth nothing
 * @param objects how many
 * @param checkedAt when it was last asked for again; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordFacts(
        Hour hour,
        String version,
        State state,
        int revision,
        int objects,
        long events,
        long bytes,
        long rejected,
        Instant checkedAt) {
    public RecordFacts {
        if (hour == null || version == null || state == null) {
            throw new IllegalArgumentException("facts without hour, version or state");
        }
    }

    static RecordFacts of(HourRecord record, String version) {
        return new RecordFacts(
                record.hour(),
                version,
                record.state(),
                record.revision(),
                record.objects().size(),
                record.events(),
                record.bytes(),
                record.rejected(),
                record.checkedAt());
    }
}
