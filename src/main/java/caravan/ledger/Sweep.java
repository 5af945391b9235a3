package caravan.ledger;

import caravan.hour.Hour;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Deletes objects that no record lists and that nobody can commit any more. Whoever could still commit an object has a revision
 * above the record's, so no clock guards correctness; clocks only keep what readers may still be at, and what died unrepeated.
 */
public final class Sweep {
    /** A former revision's objects stay this long after the new one's commit: readers may still be at them. */
    public static final Duration READERS = Duration.ofHours(24);

    /** Objects above the record's revision belong to a writer; none commits later than a day after it began. */
    public static final Duration DEAD = Duration.ofDays(7);

    private final Store store;
    private final ObjectKeys keys;
    private final Clock clock;

    public Sweep(Store store, ObjectKeys keys, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /** @return how many objects were deleted */
    public int sweep(Ledger ledger, Collection<LocalDate> days) throws IOException {
        int deleted = 0;
        for (LocalDate day : days) {
            deleted += sweep(ledger, day);
        }
        return deleted;
    }

    private int sweep(Ledger ledger, LocalDate day) throws IOException {
        List<String> dead = new ArrayList<>();
        TreeMap<Hour, List<StoredObject>> objects = objects(ledger.project(), day);
        // Records after objects: one that is committed in between lists them.
        Map<Hour, HourRecord> records = ledger.read(List.copyOf(objects.keySet())).stream()
                .collect(Collectors.toMap(HourRecord::hour, Function.identity()));
        objects.forEach((hour, stored) -> {
            Optional<HourRecord> record = Optional.ofNullable(records.get(hour));
            stored.stream()
                    .filter(object -> isDead(object, record, clock.instant()))
                    .forEach(object -> dead.add(object.key()));
        });
        if (!dead.isEmpty()) {
            store.delete(dead);
        }
        return dead.size();
    }

    /** The objects of our own spelling on that day, by hour. */
    public TreeMap<Hour, List<StoredObject>> objects(String project, LocalDate day) throws IOException {
        TreeMap<Hour, List<StoredObject>> byHour = new TreeMap<>();
        for (StoredObject object : store.list(keys.listing(project, day))) {
            keys.parse(object.key())
                    .filter(key ->
                            key.project().equals(project) && key.hour().day().equals(day))
                    .ifPresent(key -> byHour.computeIfAbsent(key.hour(), hour -> new ArrayList<>())
                            .add(object));
        }
        return byHour;
    }

    boolean isDead(StoredObject object, Optional<HourRecord> record, Instant now) {
        int revision = keys.parse(object.key()).orElseThrow().revision();
        if (record.isEmpty() || revision > record.get().revision()) {
            return object.modified().plus(DEAD).isBefore(now);
        }
        if (record.get().lists(object.key())) {
            return false;
        }
        boolean mayHaveBeenListed = revision < record.get().revision();
        return !mayHaveBeenListed || record.get().committedAt().plus(READERS).isBefore(now);
    }
}
