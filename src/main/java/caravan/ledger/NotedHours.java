package caravan.ledger;

import caravan.hour.Hour;
import caravan.hour.HourSet;
import java.time.Instant;
import java.util.Map;

/**
 * What the notes of a project say to planning, at one instant.
 *
 * @param called hours to be asked for although they may have a record
 * @param putOff hours not to be asked for yet
 */
public record NotedHours(HourSet called, HourSet putOff) {
    public static NotedHours of(Map<Hour, Note> notes, Instant now) {
        NotedHours noted = new NotedHours(new HourSet(), new HourSet());
        notes.forEach((hour, note) -> {
            if (note.calls(now)) {
                noted.called.add(hour);
            }
            if (note.putsOff(now)) {
                noted.putOff.add(hour);
            }
        });
        return noted;
    }
}
