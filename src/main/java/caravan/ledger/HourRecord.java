package caravan.ledger;

import caravan.hour.Hour;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one small JSON object in the destination that says what is true of one hour. {@code schema} grows only by adding.
 *
 * @param revision counts from 0; a record of revision n lists only keys of revision n
 * @param events sum over the objects, as are {@code bytes} and {@code rejected}
 * @param digest order-free and split-free digest over all lines; null where empty
 * @param checkedAt last restatement check; null before
 * @param replaced what the record of the revision before said; null for the first
 * @param floor revisions below it that are above {@code revision} belong to writers that died, and are never committed: the
 *     sweep takes their objects; null where there is no such revision
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HourRecord(
        int schema,
        String project,
        Hour hour,
        State state,
        @JsonProperty(required = true) int revision,
        String format,
        List<LandedObject> objects,
        long events,
        long bytes,
        long rejected,
        String digest,
        ExportFacts export,
        Instant committedAt,
        Instant checkedAt,
        Replaced replaced,
        Integer floor) {
    public static final int SCHEMA = 1;

    public HourRecord {
        objects = objects == null ? List.of() : List.copyOf(objects);
        if (state == null || hour == null || project == null || revision < 0 || committedAt == null) {
            throw new IllegalArgumentException("a record without project, hour, state, revision or time of commit");
        }
        if ((state == State.LANDED) == objects.isEmpty()) {
            throw new IllegalArgumentException(
                    "a record of " + hour + " that is " + state + " with " + objects.size() + " objects");
        }
        if (floor != null && floor <= revision) {
            throw new IllegalArgumentException(
                    "a record of " + hour + " of revision " + revision + " with the floor " + floor);
        }
        if (objects.stream().mapToLong(LandedObject::events).sum() != events
                || objects.stream().mapToLong(LandedObject::bytes).sum() != bytes
                || objects.stream().mapToLong(LandedObject::rejected).sum() != rejected) {
            throw new IllegalArgumentException("a record of " + hour + " whose sums are not those of its objects");
        }
    }

    public static HourRecord landed(
            String project,
            Hour hour,
            int revision,
            String format,
            List<LandedObject> objects,
            String digest,
            ExportFacts export,
            Instant at) {
        return new HourRecord(
                SCHEMA,
                project,
                hour,
                State.LANDED,
                revision,
                format,
                objects,
                objects.stream().mapToLong(LandedObject::events).sum(),
                objects.stream().mapToLong(LandedObject::bytes).sum(),
                objects.stream().mapToLong(LandedObject::rejected).sum(),
                digest,
                export,
                at,
                null,
                null,
                null);
    }

    public static HourRecord empty(String project, Hour hour, int revision, ExportFacts export, Instant at) {
        return new HourRecord(
                SCHEMA,
                project,
                hour,
                State.EMPTY,
                revision,
                null,
                List.of(),
                0,
                0,
                0,
                null,
                export,
                at,
                null,
                null,
                null);
    }

    /** The same, saying what it replaces; as it is where that is nothing. */
    public HourRecord replacing(Optional<HourRecord> former) {
        return former.map(there -> with(Replaced.of(there), floor)).orElse(this);
    }

    /** The same record, on which no revision below this one is committed any more. */
    public HourRecord withFloor(int next) {
        return with(replaced, next);
    }

    private HourRecord with(Replaced former, Integer next) {
        return new HourRecord(
                schema,
                project,
                hour,
                state,
                revision,
                format,
                objects,
                events,
                bytes,
                rejected,
                digest,
                export,
                committedAt,
                checkedAt,
                former,
                next);
    }

    /** The least revision that may be committed on this record: whatever is below it, and not listed, nobody can commit. */
    public int next() {
        return floor == null ? revision + 1 : floor;
    }

    /** The few facts of a record that the one after it keeps: what changed can be told as long as that stands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Replaced(@JsonProperty(required = true) int revision, long events, long bytes, Instant committedAt) {
        static Replaced of(HourRecord record) {
            return new Replaced(record.revision(), record.events(), record.bytes(), record.committedAt());
        }
    }

    public boolean lists(String key) {
        return objects.stream().anyMatch(object -> object.key().equals(key));
    }
}
