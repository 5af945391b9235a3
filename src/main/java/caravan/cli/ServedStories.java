package caravan.cli;

import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.hour.DueHours;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.status.HourStories;
import caravan.store.Store;
import caravan.sync.Turns;
import java.time.Clock;

/** The stories of hours as a service tells them. */
record ServedStories(Settings settings, Store store, Turns turns, Clock clock) {
    HourStories of(ObjectKeys keys, DueHours dueHours, DeadLetters letters) {
        return new HourStories(
                new Sweep(store, keys, clock),
                keys,
                dueHours,
                LocalCache.of(settings, store).journal(),
                letters,
                Observation.ticks(settings),
                new LoadedBetweenRuns(turns, clock).of(settings, store));
    }
}
