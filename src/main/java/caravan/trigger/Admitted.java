package caravan.trigger;

import caravan.archive.Escaped;
import com.fasterxml.jackson.databind.JsonNode;

/** Somebody who was let in, for the audit of what becomes of his call. */
record Admitted(Call.Kind kind, Call.By by, String from) {
    private static final int LONGEST = 300;

    /** Where he acts: done, refused or failed. */
    void audit(Answer answer) {
        if (kind.acts()) {
            JsonNode refused = answer.body().path("error");
            String what = refused.isTextual() ? refused.asText() : answer.body().toString();
            Audit.line(kind.word(), by.toString(), from, answer.status(), Escaped.text(what, LONGEST));
        }
    }
}
