package caravan.simulation;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Commit;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.ledger.Sweep;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** What all actors of one simulation share: the outside world, the rules, and the hours. */
record Scene(
        Variant variant,
        Stage stage,
        Dice dice,
        History history,
        SimulatedStore store,
        SimulatedSource source,
        Warehouse warehouse) {
    /** Around midnight: two days, and two windows of the grid. */
    static final HourRange HOURS = new HourRange(Hour.parse("2026-11-01T22"), Hour.parse("2026-11-02T01"));

    static final ObjectKeys KEYS = new ObjectKeys(ObjectKeys.DEFAULT);
    private static final int TRIES = 4;

    Ledger ledger() {
        return new Ledger(store, "demo", Runnable::run);
    }

    Commit commit() {
        return new Commit(stage);
    }

    DueHours dueHours() {
        return new DueHours(stage, Duration.ofMinutes(135));
    }

    /** As a project's first run fixes it; the hours after the last end nothing here. */
    ProjectObject fix(Ledger ledger) throws IOException {
        return ledger.fix(now -> now.orElseGet(
                () -> new ProjectObject(1, "demo", HOURS.first(), "amplitude.com", "100", KEYS.toString())));
    }

    static List<LocalDate> days() {
        return List.of(HOURS.first().day(), HOURS.last().day());
    }

    void sweep() throws IOException {
        Collection<LocalDate> days = days();
        if (variant == Variant.SWEEPS_BY_AGE) {
            new AgeSweep(store, stage).sweep(ledger(), days);
        } else {
            new Sweep(store, KEYS, stage).sweep(ledger(), days);
        }
    }

    /** The key of an object, as this variant spells it. */
    String spelled(String key) {
        return switch (variant) {
            case HASH_ONLY_KEYS -> key.replaceFirst("-r\\d+-", "-r0-");
            case FIXED_NAMES -> key.replaceFirst("-r\\d+-[0-9a-f]+", "-r0-0000000000000000");
            default -> key;
        };
    }

    /** What the route to the store does: a few tries. */
    void put(String key, byte[] bytes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                store.put(key, bytes);
                return;
            } catch (IOException away) {
                if (attempt == TRIES) {
                    throw away;
                }
            }
        }
    }
}
