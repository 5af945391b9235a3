package caravan.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One answer of {@link GcsServer}. */
record GcsAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What stands in the way of another answer. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient GcsAnswer answer;

        Refusal(GcsAnswer answer) {
            this.answer = answer;
        }

        GcsAnswer answer() {
            return answer;
        }
    }

    static GcsAnswer json(int status, Map<String, ?> content) {
        try {
            return new GcsAnswer(
                    status,
                    Map.of("Content-type", List.of("application/json; charset=UTF-8")),
                    MAPPER.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static GcsAnswer bare(int status, Map<String, List<String>> headers) {
        return new GcsAnswer(status, headers, new byte[0]);
    }

    /** As the JSON API says what is wrong. */
    static Refusal refusal(int status, String reason, String message) {
        return new Refusal(json(status, error(status, reason, message)));
    }

    /** As a download says it: in plain words. */
    static Refusal plain(int status, String message) {
        return new Refusal(new GcsAnswer(
                status,
                Map.of("Content-type", List.of("text/html; charset=UTF-8")),
                message.getBytes(StandardCharsets.UTF_8)));
    }

    static Map<String, ?> error(int status, String reason, String message) {
        Map<String, String> one = Map.of("message", message, "domain", "global", "reason", reason);
        return Map.of("error", Map.of("code", status, "message", message, "errors", List.of(one)));
    }
}
