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
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("a note that limits requests to " + limit + " hours");
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

    /** That a request for hours near this one holds so many at most, until {@code nextTry}. */
    public static Note limit(String project, Hour hour, int limit, String reason, Instant now, Instant nextTry) {
        return new Note(1, project, hour, Kind.LIMIT, reason, now, 1, nextTry, limit);
    }

    /** The same case, met once more. */
    public Note again(Instant next) {
        return new Note(schema, project, hour, kind, reason, since, attempts + 1, next, limit);
    }

    /** The same, not to be asked for before that. */
    public Note until(Instant next) {
        return new Note(schema, project, hour, kind, reason, since, attempts, next, limit);
    }

    /** Whether this hour is to be asked for although it has a record. */
    public boolean calls(Instant now) {
        return switch (kind) {
            case REOPENED -> true;
            case UNCONFIRMED, OVERSIZE, CORRUPT, SUSPECT -> nextTry != null && !now.isBefore(nextTry);
            case LIMIT -> false;
        };
    }

    /** Whether requests near this hour are to hold fewer hours than usual. */
    public boolean limits(Instant now) {
        return kind == Kind.LIMIT && limit != null && nextTry != null && now.isBefore(nextTry);
    }

    /** Whether this hour is not to be asked for yet, record or not. */
    public boolean putsOff(Instant now) {
        return kind != Kind.LIMIT && nextTry != null && now.isBefore(nextTry);
    }
}
