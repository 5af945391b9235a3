package caravan.console;

import caravan.ledger.ChangeLine;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Hours that changed after they had landed. */
final class ChangesAnswer implements Answering {
    private static final int MOST = 1_000;

    private final Asked asked;
    private final Changes changes;
    private final Unanswered unanswered;

    /** Where they are read. */
    interface Changes {
        /** The last ones first; one more than so many where there are more. */
        List<ChangeLine> last(String project, int most) throws IOException;
    }

    ChangesAnswer(Asked asked, Changes changes, Unanswered unanswered) {
        this.asked = asked;
        this.changes = changes;
        this.unanswered = unanswered;
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes("project");
        String project = asked.project(question);
        List<ChangeLine> last = last(project);
        ObjectNode json = Json.object()
                .put("project", project)
                .put("withheld", !question.events())
                .put("more", last.size() > MOST);
        ArrayNode all = json.putArray("changes");
        last.stream().limit(MOST).forEach(line -> all.add(json(line, question.events())));
        return Reply.json(json);
    }

    private static ObjectNode json(ChangeLine line, boolean whole) {
        ObjectNode json = Json.object()
                .put("at", line.at().toString())
                .put("hour", line.hour().toString());
        json.putArray("revision")
                .add(line.revision().before())
                .add(line.revision().after());
        json.putArray("events").add(line.events().before()).add(line.events().after());
        json.putArray("bytes").add(line.bytes().before()).add(line.bytes().after());
        return whole ? json.put("types", line.types()) : json;
    }

    private List<ChangeLine> last(String project) throws Refused {
        try {
            return changes.last(project, MOST);
        } catch (IOException e) {
            unanswered.count("project=" + project + " its change log cannot be shown", e);
            throw Refused.later(30, "the store does not give the change log now; Caravan's log says why");
        }
    }
}
