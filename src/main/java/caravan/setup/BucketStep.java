package caravan.setup;

import caravan.config.ConfigurationRefused;
import caravan.config.Draft;
import caravan.config.Key;
import caravan.config.S3Keys;
import caravan.config.Settings;
import caravan.failure.ExitCode;
import caravan.store.BucketLook;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Asks where the events go, and finds the bucket's region. */
final class BucketStep extends Step {
    private static final String NONE = "-";
    private static final String CHAIN = "hidden; Enter: what the AWS SDK finds";

    private final Function<S3Keys, BucketLook> look;

    BucketStep(Draft draft, Questions questions, Sheet sheet, Function<S3Keys, BucketLook> look) {
        super(draft, questions, sheet);
        this.look = look;
    }

    @Override
    void take() throws Unanswered, SetupRefused, ConfigurationRefused {
        sheet.title("Where to");
        Optional<Draft.Given> kind = draft.given(Key.STORE).or(() -> draft.present(Key.STORE));
        if (kind.filter(store -> store.text().equalsIgnoreCase("file")).isPresent()) {
            folder(kind.get().origin() + " says file");
            return;
        }
        Settings settings = draft.judged().settings();
        if (settings.gcs().isPresent()) {
            sheet.say(Remark.good("bucket '" + settings.gcs().get().bucket()
                    + "' of Google Cloud Storage is set; ./caravan check looks at it"));
            return;
        }
        while (true) {
            // Of another bucket it may be another.
            draft.forget(Key.S3_REGION);
            boolean typed = bucket();
            if (!draft.hasBucket()) {
                folder("no bucket");
                return;
            }
            typed |= endpoint();
            typed |= keys();
            Optional<Remark> wrong = looked();
            if (wrong.isEmpty() || !again(wrong.get(), typed)) {
                return;
            }
        }
    }

    private void folder(String why) throws ConfigurationRefused {
        Settings settings = draft.judged().settings();
        sheet.say(Remark.good(why + ": events go to the folder " + settings.fileDirectory() + " of this machine"));
    }

    private boolean bucket() throws Unanswered {
        return asked(Key.S3_BUCKET, "bucket", "Bucket (", "Enter: none, a folder of this machine");
    }

    private boolean endpoint() throws Unanswered {
        return asked(Key.S3_ENDPOINT, "S3 server", "S3 server (", "Enter: AWS");
    }

    /** @return whether somebody could be asked */
    private boolean asked(Key key, String name, String question, String otherwise) throws Unanswered {
        if (isGiven(key, name) || !questions.areAnswered()) {
            return false;
        }
        typed(key, question + keeping(key, otherwise) + taking(key) + "): ");
        return true;
    }

    private String taking(Key key) {
        return draft.present(key).isPresent() ? ", " + NONE + " takes it away" : "";
    }

    private boolean keys() throws Unanswered {
        if (isGiven(Key.S3_ACCESS_KEY, "access key")
                || isGiven(Key.S3_SECRET_KEY, "secret key")
                || !questions.areAnswered()) {
            return false;
        }
        sheet.say("Without keys of its own the AWS SDK looks for some: AWS_ACCESS_KEY_ID, a profile, a role.");
        boolean done = false;
        while (!done) {
            String access = line(
                    Key.S3_ACCESS_KEY,
                    "Access key (" + keeping(Key.S3_ACCESS_KEY, CHAIN) + taking(Key.S3_ACCESS_KEY) + "): ");
            done = access.isEmpty() || access.equals(NONE) && left() || pair(access);
        }
        return true;
    }

    private boolean left() {
        draft.leaveOut(Key.S3_ACCESS_KEY);
        draft.leaveOut(Key.S3_SECRET_KEY);
        withoutToken();
        return true;
    }

    /** One that stands in the file is of the keys that were there before. */
    private void withoutToken() {
        if (draft.present(Key.S3_SESSION_TOKEN).isPresent()) {
            draft.leaveOut(Key.S3_SESSION_TOKEN);
        }
    }

    private boolean pair(String access) throws Unanswered {
        String secret = "";
        while (secret.isEmpty()) {
            secret = line(Key.S3_SECRET_KEY, "Its secret key (hidden): ");
        }
        boolean accepted = accepted(Map.of(Key.S3_ACCESS_KEY, access, Key.S3_SECRET_KEY, secret));
        if (accepted) {
            withoutToken();
        }
        return accepted;
    }

    /** @return what is wrong with the bucket; empty where nothing is, and then its region is an answer too */
    private Optional<Remark> looked() throws ConfigurationRefused {
        S3Keys s3 = draft.judged().settings().s3().orElseThrow();
        sheet.say("asking " + s3.endpoint().map(Object::toString).orElse("AWS") + " for bucket '" + s3.bucket() + "'");
        BucketLook found = look.apply(s3);
        boolean ours = draft.given(Key.S3_REGION).isEmpty();
        if (ours && found.region().isPresent() && !found.region().equals(s3.region())) {
            accepted(Map.of(Key.S3_REGION, found.region().get()));
            if (!found.isGood()) {
                found = look.apply(draft.judged().settings().s3().orElseThrow());
            }
        }
        if (!found.isGood()) {
            String others =
                    ofOthers(Key.S3_BUCKET, Key.S3_REGION, Key.S3_ENDPOINT, Key.S3_ACCESS_KEY, Key.S3_SECRET_KEY);
            return Optional.of(Remark.wrong(ExitCode.REFUSED, found.wrong(), found.remedy() + others));
        }
        String region = found.region().map(name -> ", in region " + name).orElse("");
        sheet.say(Remark.good("bucket '" + s3.bucket() + "' is there" + region));
        return Optional.empty();
    }
}
