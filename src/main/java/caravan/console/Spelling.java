package caravan.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;

/**
 * How commands are spelled for those who look: in what a demo serves they are the demo's, else they are as everywhere.
 *
 * @param words of a text with commands in it
 */
public record Spelling(UnaryOperator<String> words) {
    public static final Spelling PLAIN = new Spelling(UnaryOperator.identity());

    private static final String COMMAND = "./caravan ";

    /** The same object, with its texts respelled. */
    ObjectNode in(ObjectNode json) {
        json.properties().forEach(field -> field.setValue(of(field.getValue())));
        return json;
    }

    private JsonNode of(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return in(object);
        }
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, of(array.get(i)));
            }
            return array;
        }
        return value.isTextual() && value.asText().contains(COMMAND)
                ? TextNode.valueOf(words.apply(value.asText()))
                : value;
    }
}
