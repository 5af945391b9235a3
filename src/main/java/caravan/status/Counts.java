package caravan.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;

/** How many hours are what; the four add up to all. */
public record Counts(
        int landed,
        int empty,
        int due,
        @JsonProperty("not-yet") int notYet) {
    static Counts of(Collection<HourState> hours) {
        int[] counts = new int[Standing.values().length];
        hours.forEach(hour -> counts[hour.standing().ordinal()]++);
        return new Counts(
                counts[Standing.LANDED.ordinal()],
                counts[Standing.EMPTY.ordinal()],
                counts[Standing.DUE.ordinal()],
                counts[Standing.NOT_YET.ordinal()]);
    }

    public int all() {
        return landed + empty + due + notYet;
    }
}
