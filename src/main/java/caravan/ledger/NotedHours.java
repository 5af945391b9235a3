package caravan.ledger;

import caravan.hour.Hour;
import caravan.hour.HourSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the notes of a project say to planning, at one instant.
 *
 * @param called hours to be asked for although they may have a record
 * @param putOff hours not to be asked for yet
 * @param limits hours a request, in the part of the grid where such an hour lies
 */
public record NotedHours(HourSet called, HourSet putOff, Map<Hour, Integer> limits) {
    public static NotedHours of(Collection<Note> notes, Instant now) {
        NotedHours noted = new NotedHours(new HourSet(), new HourSet(), new HashMap<>());
        notes.forEach(note -> noted.add(note, now));
        return noted;
    }

    private void add(Note note, Instant now) {
        if (note.calls(now)) {
            called.add(note.hour());
        }
        if (note.putsOff(now)) {
            putOff.add(note.hour());
        }
        if (note.limits(now)) {
            limits.put(note.hour(), note.limit());
        }
    }
}
