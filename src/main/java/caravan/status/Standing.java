package caravan.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an hour is at one instant: exactly one of these. */
public enum Standing {
    LANDED,
    EMPTY,
    /** Exportable and not done, or reopened. */
    DUE,
    /** Not closed, or closed less than the grace ago: nobody asks for it yet. */
    NOT_YET;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
