package caravan.console;

import java.util.Map;
import java.util.TreeMap;

/** Who answers what. */
public final class Console {
    private final Map<String, Answering> answers = new TreeMap<>();
    private final Pages pages = new Pages();

    Console on(String path, Answering answer) {
        answers.put(path, answer);
        return this;
    }

    /** @param question of somebody who may ask it */
    public Reply answer(Question question) throws Exception {
        String path = question.path();
        Answering own = answers.get(path);
        if (own == null && path.startsWith("/api/hours/")) {
            own = answers.get("/api/hours/");
        }
        if (own == null && path.startsWith("/api/")) {
            throw new Refused(404, "there is nothing here; /api/openapi.yaml says what there is");
        }
        return (own == null ? pages : own).of(question).own();
    }
}
