package caravan.setup;

import caravan.config.ConfigurationRefused;
import caravan.config.Draft;
import caravan.config.Key;
import caravan.failure.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the parts of the dialogue have in common. */
abstract class Step {
    private static final String MARGIN = "  ";

    final Draft draft;
    final Questions questions;
    final Sheet sheet;

    Step(Draft draft, Questions questions, Sheet sheet) {
        this.draft = draft;
        this.questions = questions;
        this.sheet = sheet;
    }

    abstract void take() throws Unanswered, SetupRefused, ConfigurationRefused;

    /** Whether this key is set where an answer would not count; says where, and never what a secret is. */
    final boolean isGiven(Key key, String name) {
        Optional<Draft.Given> given = draft.given(key);
        given.ifPresent(value -> sheet.say(
                Remark.good(name + (key.secret() ? "" : " " + value.text()) + ": taken from " + value.origin())));
        return given.isPresent();
    }

    /** @return whether they are accepted; says why where they are not */
    final boolean accepted(Map<Key, String> answers) {
        Optional<String> problem = draft.answer(answers);
        problem.ifPresent(words -> sheet.say("not accepted: " + words));
        return problem.isEmpty();
    }

    /**
     * What somebody types for a key, if the configuration accepts it. {@code -} takes out of the file what is there.
     *
     * @return empty where Enter was typed alone, or {@code -}
     */
    final Optional<String> typed(Key key, String question) throws Unanswered {
        while (true) {
            String answer = line(key, question);
            if (answer.equals("-") && draft.present(key).isPresent()) {
                draft.leaveOut(key);
                return Optional.empty();
            }
            if (answer.isEmpty() || accepted(Map.of(key, answer))) {
                return Optional.of(answer).filter(words -> !words.isEmpty());
            }
        }
    }

    /** Without a judgement. */
    final String line(Key key, String question) throws Unanswered {
        return key.secret() ? questions.askHidden(MARGIN + question) : questions.ask(MARGIN + question);
    }

    /** What Enter keeps, for a question. */
    final String keeping(Key key, String otherwise) {
        return draft.present(key)
                .map(present -> key.secret()
                        ? "hidden; Enter keeps that of " + present.origin()
                        : "Enter keeps " + present.text())
                .orElse(otherwise);
    }

    /** Where those of these keys must be changed that are not for a person to type here; empty where all are. */
    final String ofOthers(Key... keys) {
        String origins = Stream.of(keys)
                .flatMap(key -> draft.given(key).stream())
                .map(Draft.Given::origin)
                .collect(Collectors.joining(" and "));
        return origins.isEmpty()
                ? ""
                : ". What " + origins + " says is not asked: where that is wrong, change it there";
    }

    /**
     * After something that does not work.
     *
     * @param typed whether typing it again would change anything
     * @return true to ask again, false to go on all the same
     * @throws SetupRefused where nobody can be asked, or somebody else has set it
     */
    final boolean again(Remark wrong, boolean typed) throws Unanswered, SetupRefused {
        sheet.say(wrong);
        if (!questions.areAnswered() || !typed) {
            throw new SetupRefused(ExitCode.REFUSED, "not set up: " + wrong.words());
        }
        while (true) {
            switch (questions.ask(MARGIN + "Enter: type it again   w: go on with it as it is   q: stop: ")) {
                case "" -> {
                    sheet.blank();
                    return true;
                }
                case "w" -> {
                    return false;
                }
                case "q" -> throw new Unanswered();
                default -> sheet.say("accepted are Enter, w and q");
            }
        }
    }
}
