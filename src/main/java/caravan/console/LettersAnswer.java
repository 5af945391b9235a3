package caravan.console;

import caravan.failure.DeadLetters;
import caravan.failure.ListedLetters;
import caravan.status.LetterJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Dead letters, without their payloads. */
final class LettersAnswer implements Answering {
    private final Asked asked;
    private final DeadLetters letters;
    private final Unanswered unanswered;
    private final Spelling spelling;

    LettersAnswer(Asked asked, DeadLetters letters, Unanswered unanswered, Spelling spelling) {
        this.asked = asked;
        this.letters = letters;
        this.unanswered = unanswered;
        this.spelling = spelling;
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes("project");
        Optional<String> project = asked.named(question);
        ListedLetters listed = listed();
        ListedLetters own = project.map(name -> listed.of(name::equals)).orElse(listed);
        ObjectNode json = Json.object().put("withheld", !question.events());
        ArrayNode all = json.putArray("letters");
        own.letters().forEach(letter -> all.add(new LetterJson(question.events()).of(letter)));
        return Reply.json(spelling.in(json.put("damaged", own.damaged().size())));
    }

    private ListedLetters listed() throws Refused {
        try {
            return letters.read();
        } catch (IOException e) {
            unanswered.count("dead letters cannot be shown", e);
            throw Refused.later(30, "the folder of dead letters cannot be read; Caravan's log says why");
        }
    }
}
