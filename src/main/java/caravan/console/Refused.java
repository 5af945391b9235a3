package caravan.console;

import java.util.Map;

/** Why a question has no answer, for whoever asked to read. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    Refused(int status, String words) {
        this(status, words, Map.of());
    }

    private Refused(int status, String words, Map<String, String> headers) {
        super(words);
        this.status = status;
        this.headers = headers;
    }

    /** It helps to ask again. */
    static Refused later(int seconds, String words) {
        return new Refused(503, words, Map.of("Retry-After", Integer.toString(seconds)));
    }

    Reply reply() {
        Reply reply = Reply.json(Json.object().put("error", getMessage()))
                .status(status)
                .once();
        headers.forEach((name, value) -> reply.headers().put(name, value));
        return reply;
    }
}
