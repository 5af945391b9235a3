package caravan.status;

import caravan.failure.DeadLetters;
import caravan.failure.Journal;
import caravan.failure.ListedLetters;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import java.io.IOException;
import java.util.Optional;

/** Finds out everything known of one hour. Reads the store; changes nothing. */
public record HourStories(
        Sweep sweep,
        ObjectKeys keys,
        DueHours dueHours,
        Journal journal,
        DeadLetters letters,
        Ticks ticks,
        LoadedHour load) {
    public HourStory of(Ledger ledger, Hour hour) throws IOException {
        HourCase found = HourCase.read(ledger, hour, sweep, keys, dueHours, journal);
        NextStep next = NextStep.of(found, ledger, ticks);
        LoadedHour.Load loaded = load.of(ledger, hour, found.record().value());
        try {
            ListedLetters own = letters.read().of(ledger.project(), hour);
            return new HourStory(ledger, found, Optional.of(own), "", loaded, next);
        } catch (IOException e) {
            return new HourStory(ledger, found, Optional.empty(), e.toString(), loaded, next);
        }
    }

    /** The same without a look at the warehouse, which can cost money. */
    public HourStories withoutWarehouse() {
        return new HourStories(sweep, keys, dueHours, journal, letters, ticks, load.withoutLook());
    }

    /** For people. */
    public String text(Ledger ledger, Hour hour) throws IOException {
        return WhyHour.of(of(ledger, hour));
    }
}
