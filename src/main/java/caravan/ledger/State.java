package caravan.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a record says of its hour. An hour without a record is due, or has not closed yet. */
public enum State {
    LANDED,
    EMPTY;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
