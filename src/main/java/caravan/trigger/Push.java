package caravan.trigger;

import caravan.archive.Escaped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * A message as Pub/Sub pushes it.
 *
 * @param messageId the same each time the message is delivered
 * @param data what its publisher wrote
 */
record Push(String messageId, byte[] data) {
    private static final int LONGEST_ID = 100;

    /** Other fields of the envelope are Pub/Sub's own: it may have more of them some day. */
    static Push of(byte[] body) throws Refusal {
        ObjectNode envelope = Json.object(body, "the body");
        JsonNode message = envelope.path("message");
        String id = message.path("messageId").asText(message.path("message_id").asText(""));
        JsonNode data = message.path("data");
        if (!message.isObject()
                || id.isEmpty()
                || id.length() > LONGEST_ID
                || !(data.isTextual() || data.isMissingNode())) {
            throw new Refusal(
                    400,
                    "the body is no push of Pub/Sub; accepted is {\"message\": {\"messageId\": …, \"data\": base64}}:"
                            + " leave payload unwrapping off in the subscription");
        }
        try {
            return new Push(id, Base64.getDecoder().decode(data.asText("")));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "data of message " + Escaped.text(id, LONGEST_ID) + " is not base64");
        }
    }
}
