package caravan.ledger;

import caravan.hour.Hour;
import caravan.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notes of one project as objects in the store. */
record LedgerNotes(Store store, LedgerKeys keys, Parallel parallel) {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerNotes.class);

    List<Hour> hours() throws IOException {
        return store.list(keys.notes()).stream()
                .flatMap(object -> keys.hourOfNote(object.key()).stream())
                .toList();
    }

    Map<Hour, Note> all() throws IOException {
        Map<Hour, Note> notes = new TreeMap<>();
        for (Optional<Note> note : parallel.map(hours(), this::readable)) {
            note.ifPresent(found -> notes.put(found.hour(), found));
        }
        return notes;
    }

    private Optional<Note> readable(Hour hour) throws IOException {
        try {
            return of(hour);
        } catch (LedgerUnreadable damaged) {
            LOG.warn(
                    "{}. What to do: ./caravan reopen writes one that can be read over it. What happens next: the hour is"
                            + " treated as if it had no note, and the others go on",
                    damaged.getMessage());
            return Optional.empty();
        }
    }

    Optional<Note> of(Hour hour) throws IOException {
        Optional<Store.Content> content = store.get(keys.note(hour));
        return content.isEmpty() ? Optional.empty() : Optional.of(read(hour, content.get()));
    }

    private Note read(Hour hour, Store.Content content) throws IOException {
        String key = keys.note(hour);
        Note note = LedgerJson.read(key, content.bytes(), Note.class);
        if (!note.hour().equals(hour) || !note.project().equals(keys.project())) {
            throw new LedgerUnreadable("'" + key + "' holds the note on another hour or project", null);
        }
        return note;
    }

    /**
     * @param keeps whether what is there stays; asked with nothing where there is nothing that can be read
     * @return whether it was written
     */
    boolean write(Note note, Predicate<Optional<Note>> keeps) throws IOException {
        String key = keys.note(note.hour());
        Rewrite<Boolean> rewrite = () -> {
            Optional<Store.Content> content = store.get(key);
            Optional<Note> there = content.flatMap(found -> found(note.hour(), found));
            // Written by a try whose answer was lost.
            if (there.filter(note::equals).isPresent()) {
                return true;
            }
            if (keeps.test(there)) {
                return false;
            }
            Ledger.put(store, key, LedgerJson.write(note), content.map(Store.Content::version));
            return true;
        };
        return rewrite.done();
    }

    private Optional<Note> found(Hour hour, Store.Content content) {
        try {
            return Optional.of(read(hour, content));
        } catch (IOException damaged) {
            LOG.debug("written over: {}", damaged.getMessage());
            return Optional.empty();
        }
    }

    void forget(Note known) throws IOException {
        if (of(known.hour()).filter(known::equals).isPresent()) {
            store.delete(List.of(keys.note(known.hour())));
        }
    }
}
