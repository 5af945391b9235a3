package caravan.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher has a JVM do once after a build, to note which classes a sync loads: a small demo into a folder, and the same
 * into a bucket.
 */
public final class Training {
    private static final List<String> DEMO = List.of("demo", "--hours", "2", "--events", "100");

    private Training() {}

    /** Whether the launcher wants it in place of a command: as the same {@code -jar}, with the drivers that this can add. */
    public static boolean isAsked() {
        return Boolean.getBoolean("caravan.training");
    }

    /** @return the exit code of the first, for what it loaded is worth keeping also where the second did not go well */
    public static int run() throws IOException {
        int folder = CommandLines.run(DEMO.toArray(String[]::new));
        try (TrainingBucket bucket = new TrainingBucket()) {
            CommandLines.run(into(bucket));
        }
        return folder;
    }

    private static String[] into(TrainingBucket bucket) {
        List<String> words = new ArrayList<>(DEMO);
        for (String set : List.of(
                "caravan.store=s3",
                "caravan.s3.bucket=training",
                "caravan.s3.region=us-east-1",
                "caravan.s3.endpoint=" + bucket.url(),
                "caravan.s3.access-key=nobody",
                "caravan.s3.secret-key=none")) {
            words.add("--set");
            words.add(set);
        }
        return words.toArray(String[]::new);
    }
}
