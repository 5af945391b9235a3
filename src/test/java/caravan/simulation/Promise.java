package caravan.simulation;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.Note;
import caravan.ledger.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What must hold at every moment, checked at each change of the store. */
final class Promise implements SimulatedStore.Guard {
    private static final Duration READERS = Duration.ofHours(24);

    private final Stage stage;
    private final History history;
    private final SimulatedStore store;
    private final SimulatedSource source;
    private final Map<Hour, HourRecord> records = new TreeMap<>();
    private final Map<String, Instant> former = new HashMap<>();
    private final Map<Hour, Note> reopened = new TreeMap<>();

    Promise(Stage stage, History history, SimulatedStore store, SimulatedSource source) {
        this.stage = stage;
        this.history = history;
        this.store = store;
        this.source = source;
    }

    Map<Hour, HourRecord> records() {
        return records;
    }

    /** The last wish of each hour. */
    Map<Hour, Note> reopened() {
        return reopened;
    }

    @Override
    public void written(String key, byte[] bytes) {
        if (key.startsWith("_caravan/hours/")) {
            recorded(read(key, bytes, HourRecord.class));
        } else if (key.startsWith("_caravan/notes/")) {
            Note note = read(key, bytes, Note.class);
            if (note.kind() == Note.Kind.REOPENED) {
                reopened.put(note.hour(), note);
            }
        } else if (key.startsWith("events/")) {
            stays(key);
        }
    }

    @Override
    public void deleted(String key) {
        if (key.startsWith("_caravan/hours/")) {
            broken("the record " + key + " was deleted");
        } else if (key.startsWith("events/")) {
            stays(key);
        }
    }

    /** The one instant in which a wish may be lost, as {@code Ledger.forgetNote} says. */
    @Override
    public void overlooked(String key) {
        Optional<Note> lost = reopened.values().stream()
                .filter(note -> key.equals(new Ledger(store, "demo", Runnable::run).noteKey(note.hour())))
                .findFirst();
        lost.ifPresent(note -> {
            reopened.remove(note.hour());
            history.overlooked();
        });
    }

    private static <T> T read(String key, byte[] bytes, Class<T> type) {
        try {
            return LedgerJson.read(key, bytes, type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object changed or went: no record of now may list it otherwise, nor one that readers may be at. */
    private void stays(String key) {
        HourRecord record = records.get(Scene.KEYS.parse(key).orElseThrow().hour());
        if (record == null) {
            return;
        }
        record.objects().stream().filter(object -> object.key().equals(key)).forEach(object -> isThere(record, object));
        boolean mayBeRead = former.getOrDefault(key, Instant.MIN).isAfter(stage.instant());
        if (mayBeRead && store.look(key).isEmpty()) {
            broken(key + ", which a former record lists, was deleted before " + former.get(key));
        }
    }

    private void recorded(HourRecord record) {
        HourRecord before = records.put(record.hour(), record);
        if (before != null) {
            follows(before, record);
        }
        record.objects().forEach(object -> isThere(record, object));
        if (before == null || before.revision() < record.revision()) {
            isOneExport(record);
        }
    }

    private void follows(HourRecord before, HourRecord record) {
        String what = record.hour() + " went from revision " + before.revision() + " to " + record.revision();
        if (record.revision() < before.revision() || record.next() < before.next()) {
            broken(what + ", floor " + before.floor() + " to " + record.floor());
        }
        if (record.revision() > before.revision() && record.revision() < before.next()) {
            broken(what + ", below the floor " + before.floor());
        }
        if (before.state() == State.LANDED && record.state() == State.EMPTY) {
            broken(what + ": it had landed and became empty");
        }
        if (before.revision() == record.revision() && !before.objects().equals(record.objects())) {
            broken(what + ": two commits of one revision");
        }
        if (before.state() == State.LANDED
                && record.export().at().isBefore(before.export().at())) {
            broken(what + ": from an export at " + before.export().at() + " to one at "
                    + record.export().at());
        }
        Instant until = stage.instant().plus(READERS);
        before.objects().forEach(object -> {
            if (!record.lists(object.key())) {
                former.put(object.key(), until);
            }
        });
    }

    private void isThere(HourRecord record, LandedObject object) {
        SimulatedStore.Kept kept = store.look(object.key())
                .orElseThrow(() -> new Violation(record.hour() + " of revision " + record.revision() + " lists "
                        + object.key() + ", which is not there"));
        if (kept.bytes().length != object.bytes() || !kept.sha256().equals(object.sha256())) {
            broken(record.hour() + " lists " + object.key() + ", which holds other bytes");
        }
    }

    private void isOneExport(HourRecord record) {
        List<String> events = events(record);
        boolean said = source.given(record.hour()).stream()
                .anyMatch(given -> given.events().equals(events));
        if (!said) {
            broken(record.hour() + " of revision " + record.revision() + " has the events " + events
                    + ", which no export of it had");
        }
        if (record.events() != events.size()) {
            broken(record.hour() + " counts " + record.events() + " events and has " + events);
        }
    }

    /** All that the record's objects hold, in order. */
    List<String> events(HourRecord record) {
        List<String> events = new ArrayList<>();
        record.objects()
                .forEach(object -> events.addAll(
                        Part.uuids(store.look(object.key()).orElseThrow().bytes())));
        return events.stream().sorted().toList();
    }

    private void broken(String how) {
        throw new Violation(how);
    }
}
