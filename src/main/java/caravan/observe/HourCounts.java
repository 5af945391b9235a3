package caravan.observe;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.sync.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A project's hours at one instant, reckoned from what its last planning knew and from the clock: an hour that has closed since is
 * due.
 *
 * @param due without those that a person has to look at
 * @param oldestDue of those that are due
 * @param completeThrough until then every hour since the project's start is done
 */
record HourCounts(
        int done, int due, int person, Optional<Hour> oldestDue, Optional<Duration> age, Instant completeThrough) {
    static HourCounts of(Outlook outlook, DueHours dueHours) {
        Optional<HourRange> closed = dueHours.closed(outlook.start());
        HourSet all = closed.map(HourSet::of).orElseGet(HourSet::new);
        HourSet open = all.copy().removeAll(outlook.done());
        closed.ifPresent(range -> open.addAll(outlook.reopened().copy().retain(range)));
        HourSet due = open.copy().removeAll(outlook.person());
        return new HourCounts(
                all.count() - open.count(),
                due.count(),
                open.count() - due.count(),
                due.first(),
                due.first().map(hour -> Duration.between(hour.end(), dueHours.now())),
                open.first()
                        .or(() -> closed.map(range -> range.last().plus(1)))
                        .orElse(outlook.start())
                        .start());
    }
}
