package caravan.status;

import caravan.failure.Failure;
import caravan.failure.ListedLetters;
import caravan.failure.PastFailure;
import caravan.hour.Hour;
import caravan.ledger.Note;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The story of an hour for programs.
 *
 * @param whole whether texts are in it that may quote what came from outside: causes, reasons, names of entries
 */
public record StoryJson(boolean whole) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public ObjectNode of(HourStory story) {
        HourCase found = story.found();
        ObjectNode json = JSON.objectNode()
                .put("project", story.project())
                .put("hour", story.hour().toString())
                .put("verdict", story.verdict())
                .put("state", story.state())
                .put("person", found.needsPerson())
                .put("withheld", !whole);
        json.set("clock", clock(found));
        json.set("record", new RecordJson(whole).of(found, story.ledger()));
        json.put("recordDamaged", found.record().damaged());
        json.set("note", found.note().value().map(this::note).orElse(null));
        json.put("noteDamaged", found.note().damaged());
        unlisted(found.unlisted(), json);
        failures(found.failures().of(found.hour()), json);
        letters(story.letters(), json);
        json.set("load", load(story.load()));
        json.set("next", next(story.next()));
        return json;
    }

    private static ObjectNode clock(HourCase found) {
        return JSON.objectNode()
                .put("now", found.now().toString())
                .put("closes", found.hour().end().toString())
                .put("exportable", found.exportable().toString())
                .put("start", found.start().map(Hour::toString).orElse(null));
    }

    private ObjectNode note(Note note) {
        ObjectNode json = JSON.objectNode().put("kind", note.kind().toString());
        if (whole) {
            put(json, "reason", note.reason());
        }
        put(json, "since", note.since());
        json.put("attempts", note.attempts());
        put(json, "nextTry", note.nextTry());
        if (note.limit() != null) {
            json.put("limit", note.limit());
        }
        return json;
    }

    private static void unlisted(List<Unlisted> all, ObjectNode json) {
        ArrayNode first = json.putArray("unlisted");
        all.stream().limit(RecordText.OBJECTS).forEach(one -> first.addObject()
                .put("key", one.object().key())
                .put("bytes", one.object().bytes())
                .put("fate", one.fateText()));
        json.put("moreUnlisted", all.size() - first.size());
    }

    private void failures(List<PastFailure> all, ObjectNode json) {
        ArrayNode last = json.putArray("failures");
        all.stream().limit(HourTrouble.FAILURES).forEach(one -> last.add(failure(one)));
        json.put("moreFailures", all.size() - last.size());
    }

    /** Of a folder that cannot be read nothing is known, which is not the same as that there is nothing. */
    private void letters(Optional<ListedLetters> listed, ObjectNode json) {
        ArrayNode letters = json.putArray("letters");
        ArrayNode damaged = json.putArray("damaged");
        listed.ifPresent(there -> {
            there.letters().forEach(letter -> letters.add(new LetterJson(whole).of(letter)));
            there.damaged().forEach(damaged::add);
        });
        json.put("lettersUnreadable", listed.isEmpty());
    }

    private ObjectNode failure(PastFailure failure) {
        ObjectNode json = JSON.objectNode()
                .put("kind", failure.kind())
                .put("times", failure.times())
                .put("since", failure.since().toString())
                .put("at", failure.at().toString());
        put(json, "run", failure.run());
        put(json, "from", failure.first());
        put(json, "to", failure.last());
        // A journal of another version may know a kind that this one does not.
        Failure.Kind kind = Arrays.stream(Failure.Kind.values())
                .filter(one ->
                        one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(failure.kind()))
                .findFirst()
                .orElse(Failure.Kind.BUG);
        json.put("who", kind.who()).put("next", kind.next());
        if (whole) {
            json.put("cause", failure.cause());
        }
        return json;
    }

    private ObjectNode load(LoadedHour.Load load) {
        ObjectNode json = JSON.objectNode()
                .put("where", load.place().orElse(null))
                .put("state", load.state().toString());
        load.mark().ifPresent(mark -> json.put("revision", mark.revision())
                .put("loadedAt", mark.loadedAt().toString())
                .put("events", mark.events())
                .put("rejected", mark.rejected()));
        ArrayNode text = json.putArray("text");
        // Why a warehouse cannot be looked at is not said in words of ours.
        boolean ours = load.state() != LoadedHour.Load.State.UNKNOWN;
        (whole || ours ? load.lines() : List.of(LoadedHour.WITH_TOKEN)).forEach(text::add);
        return json;
    }

    private static ObjectNode next(NextStep next) {
        ObjectNode json = JSON.objectNode().put("alone", next.alone()).put("person", next.person());
        ArrayNode commands = json.putArray("commands");
        next.commands().forEach(commands::add);
        return json;
    }

    static void put(ObjectNode json, String name, Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
