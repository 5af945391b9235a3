package caravan.ledger;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.store.Store;
import caravan.store.StoreRefused;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All records, notes and the project object of one project, in the destination. A record's presence means that its hour is
 * done, so planning needs listings only. Owns the keys below {@code _caravan/}. Methods throw {@link IOException} as the store does.
 */
public final class Ledger {
    private static final Pattern HOUR_KEY = Pattern.compile(".*/(\\d{4}-\\d{2}-\\d{2})/(\\d{2})\\.json");

    static final int TRIES = 5;

    private final Store store;
    private final String project;
    private final Parallel parallel;
    private final LedgerNotes notes;

    /** A record as it was read, with the version on which it can be replaced. */
    public record Recorded(HourRecord record, byte[] bytes, String version) {}

    /** @param listings runs listings and reads at once; its threads bound how many */
    public Ledger(Store store, String project, Executor listings) {
        this.store = store;
        this.project = project;
        this.parallel = new Parallel(listings);
        this.notes = new LedgerNotes(store, project, parallel, this::noteKey);
    }

    public String project() {
        return project;
    }

    public String recordKey(Hour hour) {
        return "_caravan/hours/" + project + "/" + hour.date() + "/" + hour.hourOfDay() + ".json";
    }

    public String noteKey(Hour hour) {
        return "_caravan/notes/" + project + "/" + hour.date() + "/" + hour.hourOfDay() + ".json";
    }

    public String projectKey() {
        return "_caravan/projects/" + project + ".json";
    }

    /** The hours of the range that have a record: one listing a month, several at once, no read. */
    public HourSet done(HourRange range) throws IOException {
        return HourSet.of(List.copyOf(recorded(range).keySet())).retain(range);
    }

    /** The listing lines of all records in the range, oldest first. */
    public TreeMap<Hour, StoredObject> recorded(HourRange range) throws IOException {
        TreeMap<Hour, StoredObject> found = new TreeMap<>();
        for (List<StoredObject> month : parallel.map(prefixes(range), store::list)) {
            for (StoredObject object : month) {
                hour(object.key(), this::recordKey).filter(range::contains).ifPresent(hour -> found.put(hour, object));
            }
        }
        return found;
    }

    private List<String> prefixes(HourRange range) {
        String base = "_caravan/hours/" + project + "/";
        if (range.first().day().equals(range.last().day())) {
            return List.of(base + range.first().date() + "/");
        }
        YearMonth last = YearMonth.from(range.last().day());
        return Stream.iterate(
                        YearMonth.from(range.first().day()),
                        month -> !month.isAfter(last),
                        month -> month.plusMonths(1))
                .map(month -> base + month + "-")
                .toList();
    }

    /** Empty where the hour has no record. */
    public Optional<Recorded> read(Hour hour) throws IOException {
        String key = recordKey(hour);
        Optional<Store.Content> content = store.get(key);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        HourRecord record = LedgerJson.read(key, content.get().bytes(), HourRecord.class);
        if (!record.hour().equals(hour) || !record.project().equals(project)) {
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
        put(recordKey(hour), record, version);
    }

    private void put(String key, byte[] bytes, Optional<String> version) throws IOException {
        put(store, key, bytes, version);
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
        Optional<Store.Content> content = store.get(projectKey());
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(LedgerJson.read(projectKey(), content.get().bytes(), ProjectObject.class));
    }

    /** Whether nothing was ever landed or found empty: then a first run with a wrong address or key template has fixed nothing. */
    public boolean isUntouched() throws IOException {
        boolean known =
                projectObject().filter(project -> project.amplitudeId() != null).isPresent();
        return !known && store.list("_caravan/hours/" + project + "/").isEmpty();
    }

    /** Changes the project object on what it is now; a lost race reads and tries again, a few times. */
    public ProjectObject fix(Change change) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<Store.Content> content = store.get(projectKey());
            ProjectObject now = content.isEmpty()
                    ? null
                    : LedgerJson.read(projectKey(), content.get().bytes(), ProjectObject.class);
            ProjectObject next = change.of(Optional.ofNullable(now));
            if (next.equals(now)) {
                return now;
            }
            try {
                put(projectKey(), LedgerJson.write(next), content.map(Store.Content::version));
                return next;
            } catch (StoreRefused e) {
                throw e;
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** A pure step from what is there to what is to be there. */
    public interface Change {
        ProjectObject of(Optional<ProjectObject> now);
    }

    /** The hour whose key this is; empty for a stranger's file, such as a copy in a folder beside. */
    static Optional<Hour> hour(String key, Function<Hour, String> spelling) {
        Matcher matcher = HOUR_KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Hour.parse(matcher.group(1) + "T" + matcher.group(2)))
                    .filter(hour -> spelling.apply(hour).equals(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
