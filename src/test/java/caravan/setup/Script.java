package caravan.setup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Somebody who answers what a test says, and then ends the input. */
public final class Script implements Questions {
    private final Deque<String> answers;
    private final List<String> shown = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();

    public Script(String... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public boolean areAnswered() {
        return true;
    }

    @Override
    public String ask(String question) throws Unanswered {
        shown.add(question);
        return next();
    }

    @Override
    public String askHidden(String question) throws Unanswered {
        hidden.add(question);
        return next();
    }

    private String next() throws Unanswered {
        if (answers.isEmpty()) {
            throw new Unanswered();
        }
        return answers.poll();
    }

    /** The questions whose answers could be seen. */
    public List<String> shown() {
        return shown;
    }

    public List<String> hidden() {
        return hidden;
    }

    public boolean isThrough() {
        return answers.isEmpty();
    }
}
