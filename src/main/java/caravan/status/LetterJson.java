package caravan.status;

import caravan.failure.DeadLetter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A dead letter for programs that are not on this machine: without its payload.
 *
 * @param whole whether its cause and the entry's name are in it
 */
public record LetterJson(boolean whole) {
    public ObjectNode of(DeadLetter letter) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", letter.id())
                .put("project", letter.project())
                .put("hour", letter.hour().toString())
                .put("kind", letter.kind().toString())
                .put("means", letter.kind().meaning())
                .put("at", letter.at().toString())
                .put("attempts", letter.attempts());
        ArrayNode commands = json.putArray("commands");
        for (String command : letter.command().split(" && ")) {
            commands.add(command);
        }
        json.put("hasPayload", letter.payload() != null);
        if (whole) {
            json.put("cause", letter.cause());
            StoryJson.put(json, "entry", letter.entry());
        }
        if (letter.line() != null) {
            json.put("line", letter.line());
        }
        if (letter.offset() != null) {
            json.put("offset", letter.offset());
        }
        StoryJson.put(json, "sha256", letter.sha256());
        return json;
    }
}
