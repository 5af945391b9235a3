package caravan.simulation;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.Sweep;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule that looks good enough and is not: what could still be committed, and is a week old, goes. */
record AgeSweep(SimulatedStore store, Clock clock) {
    void sweep(Ledger ledger, Collection<LocalDate> days) throws IOException {
        for (LocalDate day : days) {
            sweep(ledger, day);
        }
    }

    private void sweep(Ledger ledger, LocalDate day) throws IOException {
        Map<Hour, List<StoredObject>> objects = new Sweep(store, Scene.KEYS, clock).objects(ledger.project(), day);
        List<String> dead = new ArrayList<>();
        for (Map.Entry<Hour, List<StoredObject>> hour : objects.entrySet()) {
            Optional<Ledger.Recorded> there = ledger.read(hour.getKey());
            hour.getValue().stream()
                    .filter(object -> isDead(object, there.map(Ledger.Recorded::record)))
                    .forEach(object -> dead.add(object.key()));
        }
        store.delete(dead);
    }

    private boolean isDead(StoredObject object, Optional<HourRecord> record) {
        int revision = Scene.KEYS.parse(object.key()).orElseThrow().revision();
        if (record.isEmpty() || revision > record.get().revision()) {
            return object.modified().plus(Sweep.DEAD).isBefore(clock.instant());
        }
        if (record.get().lists(object.key())) {
            return false;
        }
        // Readers are not what this rule is wrong about: they have two days.
        boolean mayHaveBeenListed = revision < record.get().revision();
        return !mayHaveBeenListed
                || record.get()
                        .committedAt()
                        .plus(Sweep.READERS.multipliedBy(2))
                        .isBefore(clock.instant());
    }
}
