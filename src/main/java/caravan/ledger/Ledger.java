package caravan.ledger;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * All records, notes and the project object of one project, in the destination. A record's presence means that its hour is
 * done, so planning needs listings only. Owns the keys below {@code _caravan/}. Methods throw {@link IOException} as the store does.
 */
public final class Ledger {

    private final Store store;
    private final LedgerKeys keys;
    private final Parallel parallel;
    private final LedgerNotes notes;
    private final LedgerProject fixed;

    /** A record as it was read, with the version on which it can be replaced. */
    public record Recorded(HourRecord record, byte[] bytes, String version) {}

    /** @param listings runs listings and reads at once; its threads bound how many */
    public Ledger(Store store, String project, Executor listings) {
        this.store = store;
        this.keys = new LedgerKeys(project);
        this.parallel = new Parallel(listings);
        this.notes = new LedgerNotes(store, keys, parallel);
        this.fixed = new LedgerProject(store, keys.projectObject());
    }

    public String project() {
        return keys.project();
    }

    public String recordKey(Hour hour) {
        return keys.record(hour);
    }

    public String noteKey(Hour hour) {
        return keys.note(hour);
    }

    public String projectKey() {
        return keys.projectObject();
    }

    /** The hours of the range that have a record: one listing a month, several at once, no read. */
    public HourSet done(HourRange range) throws IOException {
        return HourSet.of(List.copyOf(recorded(range).keySet())).retain(range);
    }

    /** The listing lines of all records in the range, oldest first. */
    public TreeMap<Hour, StoredObject> recorded(HourRange range) throws IOException {
        TreeMap<Hour, StoredObject> found = new TreeMap<>();
        for (List<StoredObject> month : parallel.map(keys.records(range), store::list)) {
            for (StoredObject object : month) {
                keys.hourOfRecord(object.key()).filter(range::contains).ifPresent(hour -> found.put(hour, object));
            }
        }
        return found;
    }

    /** Empty where the hour has no record. */
    public Optional<Recorded> read(Hour hour) throws IOException {
        String key = recordKey(hour);
        Optional<Store.Content> content = store.get(key);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        HourRecord record = LedgerJson.read(key, content.get().bytes(), HourRecord.class);
        if (!record.hour().equals(hour) || !record.project().equals(keys.project())) {
            throw new LedgerUnreadable("'" + key + "' holds the record of another hour or project", null);
        }
        return Optional.of(
                new Recorded(record, content.get().bytes(), content.get().version()));
    }

    /**
     * The records of these hours, several reads at once; hours without one are left out.
     *
     * @param unreadable is told of each record that cannot be read; its hour is left out
     */
    public List<Recorded> read(List<Hour> hours, Consumer<LedgerUnreadable> unreadable) throws IOException {
        return parallel
                .map(hours, hour -> {
                    try {
                        return read(hour);
                    } catch (LedgerUnreadable e) {
                        unreadable.accept(e);
                        return Optional.<Recorded>empty();
                    }
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Raises the floor of a record on exactly what was read: afterwards no revision below it is ever committed.
     *
     * @throws caravan.store.WriteConflict where it is not so any more
     */
    void raise(Recorded recorded, int floor) throws IOException {
        Hour hour = recorded.record().hour();
        byte[] raised = LedgerJson.with(recordKey(hour), recorded.bytes(), "floor", floor);
        write(hour, raised, Optional.of(recorded.version()));
    }

    /**
     * Writes a record on what was read: over that version, or where there was none.
     *
     * @throws caravan.store.WriteConflict where it is not so any more
     */
    public void write(Hour hour, byte[] record, Optional<String> version) throws IOException {
        put(store, recordKey(hour), record, version);
    }

    /** Over that version, or where there was none. */
    static void put(Store store, String key, byte[] bytes, Optional<String> version) throws IOException {
        if (version.isPresent()) {
            store.replace(key, bytes, version.get());
        } else {
            store.create(key, bytes);
        }
    }

    /** All notes; few. One that cannot be read is told in the log and left out: notes are advice, and hold up no other hour. */
    public Map<Hour, Note> notes() throws IOException {
        return notes.all();
    }

    /** The hours that have a note: one listing, no read. */
    public HourSet noted() throws IOException {
        return HourSet.of(notes.hours());
    }

    public Optional<Note> note(Hour hour) throws IOException {
        return notes.of(hour);
    }

    /**
     * Writes a note over the one that was known, or one that cannot be read. A reopen that came since is a person's wish and stays.
     *
     * @return whether it was written
     */
    public boolean write(Note note, Optional<Note> known) throws IOException {
        return notes.write(
                note,
                there -> !there.equals(known)
                        && there.filter(found -> found.kind() == Note.Kind.REOPENED)
                                .isPresent());
    }

    /** Writes a note over whatever note the hour has, one that cannot be read too: a person's word wins. */
    public void write(Note note) throws IOException {
        notes.write(note, there -> false);
    }

    /**
     * Deletes a note where it still is the one that was known: one written since, such as a reopen while the hour was landing,
     * stays. Stores cannot delete on a condition, so that a note written between the look and the delete is lost: then the hour
     * shows as landed, of the revision before, and is reopened once more.
     */
    public void forgetNote(Note known) throws IOException {
        notes.forget(known);
    }

    public Optional<ProjectObject> projectObject() throws IOException {
        return fixed.read();
    }

    /** Whether nothing was ever landed or found empty: then a first run with a wrong address or key template has fixed nothing. */
    public boolean isUntouched() throws IOException {
        boolean known =
                projectObject().filter(project -> project.amplitudeId() != null).isPresent();
        return !known && store.list(keys.records()).isEmpty();
    }

    /** Changes the project object on what it is now; a lost race reads and tries again, a few times. */
    public ProjectObject fix(Change change) throws IOException {
        return fixed.change(change);
    }

    /** A pure step from what is there to what is to be there. */
    public interface Change {
        ProjectObject of(Optional<ProjectObject> now);
    }
}
