package caravan.ledger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** How everything under {@code _caravan/} is spelled. Unknown fields are skipped on reading: a newer version may have added them. */
public final class LedgerJson {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LedgerJson() {}

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot be written as JSON: " + value.getClass().getSimpleName(), e);
        }
    }

    /**
     * The same object with this field, and whatever else it holds, known to this version or not.
     *
     * @throws IOException where the bytes are not an object; names the key
     */
    static byte[] with(String key, byte[] object, String field, Object value) throws IOException {
        return write(read(key, object, ObjectNode.class).set(field, MAPPER.valueToTree(value)));
    }

    /** @throws IOException where the bytes are not such a value; names the key */
    public static <T> T read(String key, byte[] bytes, Class<T> type) throws IOException {
        T value;
        try {
            value = MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            throw unreadable(key, e);
        }
        if (value == null) {
            throw unreadable(key, null);
        }
        return value;
    }

    private static LedgerUnreadable unreadable(String key, IOException cause) {
        return new LedgerUnreadable("'" + key + "' does not hold what Caravan writes there; it was not touched", cause);
    }
}
