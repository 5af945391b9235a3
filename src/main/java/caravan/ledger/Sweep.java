package caravan.ledger;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.store.Store;
import caravan.store.StoredObject;
import caravan.store.WriteConflict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes objects that no record lists and that nobody can commit any more: those below {@link HourRecord#next()}. What is at
 * it or above, and old, is barred first, by a floor in the record, and deleted after that. So no clock guards correctness;
 * clocks only keep what readers may still be at, and leave living writers alone. Objects of an hour without a record stay
 * until it has one; so do those of an hour whose record cannot be read, which is logged.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /**
     * A former revision's objects stay this long after the new one's commit: readers may still be at them. By the record's word
     * and by the store's time: a writer may have slept between the two.
     */
    public static final Duration READERS = Duration.ofHours(24);

    /** Objects that could still be committed belong to a writer; none commits later than a day after it began. */
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
        return sweep(ledger, days, unreadable -> {});
    }

    /**
     * @param unreadable is told of each record that cannot be read
     * @return how many objects were deleted
     */
    public int sweep(Ledger ledger, Collection<LocalDate> days, Consumer<LedgerUnreadable> unreadable)
            throws IOException {
        int deleted = 0;
        for (LocalDate day : days) {
            deleted += sweep(ledger, day, unreadable);
        }
        return deleted;
    }

    private int sweep(Ledger ledger, LocalDate day, Consumer<LedgerUnreadable> unreadable) throws IOException {
        TreeMap<Hour, List<StoredObject>> objects = objects(ledger.project(), day);
        // Records after objects: one that is committed in between lists them.
        List<Ledger.Recorded> records =
                ledger.read(List.copyOf(objects.keySet()), unreadable.andThen(Sweep::leaveAlone));
        // The store's times after the records: one that was replaced in between is only younger.
        TreeMap<Hour, StoredObject> written = records.isEmpty() ? new TreeMap<>() : ledger.recorded(HourRange.of(day));
        List<String> dead = new ArrayList<>();
        for (Ledger.Recorded recorded : records) {
            Hour hour = recorded.record().hour();
            HourRecord record = barred(ledger, recorded, objects.get(hour));
            boolean readersAreGone = readersAreGone(record, Optional.ofNullable(written.get(hour)));
            objects.get(hour).stream()
                    .filter(object -> isDead(object, record, readersAreGone))
                    .forEach(object -> dead.add(object.key()));
        }
        if (!dead.isEmpty()) {
            store.delete(dead);
        }
        return dead.size();
    }

    private static void leaveAlone(LedgerUnreadable damaged) {
        LOG.warn(
                "{}. What to do: look at it, move it away, and sync lands the hour again. What happens next: the sweep leaves"
                        + " this hour's objects alone and goes on with the other hours",
                damaged.getMessage());
    }

    /**
     * The record with its floor above what dead writers left: a writer of such a revision that lives after all finds the floor
     * when it commits, and lands again. Only after that may their objects go.
     */
    private HourRecord barred(Ledger ledger, Ledger.Recorded recorded, List<StoredObject> stored) throws IOException {
        HourRecord record = recorded.record();
        OptionalInt highest = stored.stream()
                .filter(object -> object.modified().plus(DEAD).isBefore(clock.instant()))
                .mapToInt(this::revision)
                .filter(revision -> revision >= record.next())
                .max();
        if (highest.isEmpty()) {
            return record;
        }
        int floor = highest.getAsInt() + 1;
        try {
            ledger.raise(recorded, floor);
            return record.withFloor(floor);
        } catch (WriteConflict somebodyCommits) {
            return record;
        }
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

    private boolean readersAreGone(HourRecord record, Optional<StoredObject> written) {
        Instant before = clock.instant().minus(READERS);
        return record.committedAt().isBefore(before)
                && written.filter(there -> there.modified().isBefore(before)).isPresent();
    }

    private boolean isDead(StoredObject object, HourRecord record, boolean readersAreGone) {
        if (record.lists(object.key())) {
            return false;
        }
        int revision = revision(object);
        boolean mayHaveBeenListed = revision < record.revision();
        return mayHaveBeenListed ? readersAreGone : revision < record.next();
    }

    private int revision(StoredObject object) {
        return keys.parse(object.key()).orElseThrow().revision();
    }
}
