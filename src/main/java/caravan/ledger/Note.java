package caravan.ledger;

import caravan.hour.Hour;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * A small JSON object beside the ledger on an hour that needs another look or a person; advice, never truth.
 *
 * @param since when it was first written
 * @param attempts how often the hour was asked for since
 * @param nextTry null: no time of its own (a person, or the next tick)
 * @param limit hours a request, for kind {@code limit} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Note(
        int schema,
        String project,
        Hour hour,
        Kind kind,
        String reason,
        Instant since,
        int attempts,
        Instant nextTry,
        Integer limit) {
    public Note {
        if (project == null || hour == null || kind == null) {
            throw new IllegalArgumentException("a note without project, hour or kind");
        }
    }

    public enum Kind {
        OVERSIZE,
        CORRUPT,
        UNCONFIRMED,
        REOPENED,
        SUSPECT,
        LIMIT;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Note of(String project, Hour hour, Kind kind, String reason, Instant now, Instant nextTry) {
        return new Note(1, project, hour, kind, reason, now, 1, nextTry, null);
    }

    /** The same case, met once more. */
    public Note again(Instant next) {
        return new Note(schema, project, hour, kind, reason, since, attempts + 1, next, limit);
    }

    /** Whether this hour is to be asked for although it has a record. */
    public boolean calls(Instant now) {
        return switch (kind) {
            case REOPENED -> true;
            case UNCONFIRMED, OVERSIZE, CORRUPT -> nextTry != null && !now.isBefore(nextTry);
            case SUSPECT, LIMIT -> false;
        };
    }

    /** Whether this hour is not to be asked for yet, record or not. */
    public boolean putsOff(Instant now) {
        return kind != Kind.LIMIT && nextTry != null && now.isBefore(nextTry);
    }
}
