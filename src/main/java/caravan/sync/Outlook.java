package caravan.sync;

import caravan.hour.Hour;
import caravan.hour.HourSet;

/**
 * What a planning knows of a project: enough to say at any later moment which hours are due, without asking the store again.
 *
 * @param start its first hour
 * @param done hours that have a record
 * @param reopened hours that are due although they have one
 * @param person hours that a person has to look at before asking again can help
 */
public record Outlook(String project, Hour start, HourSet done, HourSet reopened, HourSet person) {
    /** Of its own: whoever keeps it may change its sets. */
    Outlook copy() {
        return new Outlook(project, start, done.copy(), reopened.copy(), person.copy());
    }
}
