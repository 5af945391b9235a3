package caravan.trigger;

import java.util.Map;

/** Why a call is not done, for the caller to read. Its words hold nothing of a token. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    Refusal(int status, String words) {
        this(status, words, Map.of());
    }

    Refusal(int status, String words, Map<String, String> headers) {
        super(words);
        this.status = status;
        this.headers = headers;
    }

    Answer answer() {
        return Answer.of(status, Json.error(getMessage()), headers);
    }
}
