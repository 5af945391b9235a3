package caravan.cli;

import caravan.failure.Failure;
import caravan.sync.Run;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a sync did, in a few lines for a person. */
final class SyncSummary {
    private static final int MOST_FAILURES = 10;

    private final Run run;
    private final Clock clock;
    private final Instant began;

    /** Made when the sync begins. */
    SyncSummary(Run run, Clock clock) {
        this.run = run;
        this.clock = clock;
        this.began = clock.instant();
    }

    void print(PrintStream out) {
        if (run.plannedHours() == 0 && !run.failures().isEmpty()) {
            out.println("the sync could not begin; what is due stays due");
        } else {
            counts(out);
        }
        if (run.notClosedHours() > 0) {
            out.println(run.notClosedHours() + " hours left out: not closed yet, or closed only just now");
        }
        if (run.plannedHours() == 0 && run.failures().isEmpty()) {
            out.println("nothing was due: every closed hour asked for is done");
        }
        run.failures().stream()
                .map(Failure::toString)
                .distinct()
                .limit(MOST_FAILURES)
                .forEach(failure -> out.println("  " + failure));
    }

    private void counts(PrintStream out) {
        Duration took = Duration.between(began, clock.instant());
        out.printf(
                Locale.ROOT,
                "%,d hours landed, %,d empty, %,d still due; %,d events, %s in %s, %,d requests to Amplitude%n",
                run.landedHours(),
                run.emptyHours(),
                run.dueHours(),
                run.events(),
                Amounts.text(run.bytes()),
                Amounts.text(took),
                run.requests());
    }
}
