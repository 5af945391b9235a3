package caravan.setup;

import caravan.config.ConfigurationRefused;
import caravan.config.Draft;
import caravan.config.Key;
import caravan.config.S3Keys;
import caravan.failure.ExitCode;
import caravan.store.BucketLook;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What {@code init} asks, tries and writes. The file is written once, at the end, or not at all. */
public final class Dialogue {
    private final Draft draft;
    private final Questions questions;
    private final Sheet sheet;
    private final EnvFile file;
    private final List<Step> steps;

    /**
     * @param regions the base of the Export API by the name of its region, in the order in which they are asked
     * @param look at a bucket as it would be configured
     */
    public Dialogue(
            Draft draft,
            Questions questions,
            Sheet sheet,
            Map<String, URI> regions,
            KeyTrial trial,
            Function<S3Keys, BucketLook> look,
            Clock clock) {
        this.draft = draft;
        this.questions = questions;
        this.sheet = sheet;
        this.file = new EnvFile(draft.file());
        this.steps = List.of(
                new AmplitudeStep(draft, questions, sheet, regions, trial),
                new BucketStep(draft, questions, sheet, look),
                new StartStep(draft, questions, sheet, clock));
    }

    /**
     * @throws Unanswered where whoever was asked ended it
     * @throws SetupRefused where it cannot be done like this
     */
    public void hold() throws Unanswered, SetupRefused, ConfigurationRefused, IOException {
        requireOneProject();
        file.requireWritable();
        if (!questions.areAnswered()) {
            requireAll();
        }
        sheet.say("Caravan needs both keys of an Amplitude project, and a place for its events. The answers go to "
                + draft.file() + ", for you alone, after the last one. Ctrl-C ends this, and nothing is written.");
        if (file.exists()) {
            requireLeave();
        }
        for (Step step : steps) {
            step.take();
        }
        file.write(draft.text(), draft.written());
        sheet.title("Written");
        String names = String.join(", ", draft.namesToWrite());
        sheet.say(Remark.good(
                draft.file() + ", for you alone (0600)" + (names.isEmpty() ? "" : "; new in it: " + names)));
    }

    private void requireOneProject() throws SetupRefused {
        Optional<String> several = draft.severalProjects();
        if (several.isPresent()) {
            throw new SetupRefused(
                    ExitCode.USAGE,
                    several.get()
                            + " is one of several projects, and init sets up the only one: add yours beside it, as"
                            + " .env.example shows, then ./caravan check");
        }
    }

    private void requireAll() throws SetupRefused {
        List<String> missing = Stream.of(Key.API_KEY, Key.SECRET_KEY)
                .filter(key -> draft.given(key).isEmpty())
                .map(key -> key.otherNames().get(0))
                .toList();
        if (!missing.isEmpty()) {
            throw new SetupRefused(
                    ExitCode.USAGE,
                    "there is no terminal to ask on, and the environment lacks " + String.join(" and ", missing)
                            + " (AWS_BUCKET_NAME and the rest of .env.example may be there, too); set "
                            + (missing.size() == 1 ? "it" : "them") + ", or call init on a terminal");
        }
        if (file.exists()) {
            throw new SetupRefused(
                    ExitCode.USAGE,
                    draft.file() + " is there, and there is no terminal to ask whether it may be changed; move it away,"
                            + " or call init on a terminal");
        }
    }

    private void requireLeave() throws Unanswered {
        String names = draft.names().isEmpty() ? "nothing that init asks for" : String.join(", ", draft.names());
        sheet.title("There is a .env already");
        sheet.say("It sets " + names + ". Answers change only their own lines; the others stay as they are.");
        if (!questions
                .ask("  Change it? (y, or Enter for no): ")
                .toLowerCase(Locale.ROOT)
                .startsWith("y")) {
            throw new Unanswered();
        }
    }
}
