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
 * @param committedAt of this revision
 * @param firstAt the earliest commit of the hour that the record still knows: of the revision before, where there is one
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
        Instant committedAt,
        Instant firstAt,
        Instant checkedAt) {
    public RecordFacts {
        // A cache of before these were kept has none: its lines are worth nothing.
        if (hour == null || version == null || state == null || committedAt == null || firstAt == null) {
            throw new IllegalArgumentException("facts without hour, version, state or time of commit");
        }
    }

    /** The same, for whoever does not ask of which version it is. */
    public RecordFacts unversioned() {
        Instant first = firstAt.equals(committedAt) ? committedAt : firstAt;
        return new RecordFacts(
                hour, "", state, revision, objects, events, bytes, rejected, committedAt, first, checkedAt);
    }

    public static RecordFacts of(HourRecord record, String version) {
        Instant before = record.replaced() == null ? null : record.replaced().committedAt();
        return new RecordFacts(
                record.hour(),
                version,
                record.state(),
                record.revision(),
                record.objects().size(),
                record.events(),
                record.bytes(),
                record.rejected(),
                record.committedAt(),
                before == null ? record.committedAt() : before,
                record.checkedAt());
    }
}
