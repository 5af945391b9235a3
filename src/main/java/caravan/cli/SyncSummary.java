package caravan.cli;

import caravan.failure.Failure;
import caravan.sync.Run;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a sync did, in a few lines for a person. */
final class SyncSummary {
    private static final int MOST_CAUSES = 3;

    private final Run run;
    private final Clock clock;
    private final Instant began;

    /** Made when the sync begins. */
    SyncSummary(Run run, Clock clock) {
        this.run = run;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** @param fitted for whoever reads there */
    void print(PrintStream out, UnaryOperator<String> fitted) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream lines = new PrintStream(text, false, StandardCharsets.UTF_8)) {
            print(lines);
        }
        out.print(fitted.apply(text.toString(StandardCharsets.UTF_8)));
    }

    private void print(PrintStream out) {
        if (!run.shard().isWhole()) {
            out.println("shard " + run.shard() + ": what follows is of its hours only");
        }
        // Hours that a note puts off are failures too, and due when the sync is at its end.
        if (run.plannedHours() + run.restatedHours() + run.dueHours() == 0
                && !run.failures().isEmpty()) {
            out.println((run.reloads() ? "the reload" : "the sync") + " could not begin; what is due stays due");
        } else if (run.reloads()) {
            reloaded(out);
        } else {
            counts(out);
        }
        if (run.loadedHours() + run.notLoadedHours() > 0) {
            out.println(Amounts.text(run.loadedHours(), "hour") + " loaded into the warehouse"
                    + (run.notLoadedHours() > 0
                            ? ", " + run.notLoadedHours() + " not yet: ./caravan load tries them again"
                            : ""));
        }
        if (run.notClosedHours() > 0) {
            out.println(Amounts.text(run.notClosedHours(), "hour")
                    + " left out: Amplitude has no export of what closed so lately");
        }
        if (run.plannedHours() == 0 && run.failures().isEmpty() && !run.reloads()) {
            out.println("nothing was due: every closed hour asked for is done");
        }
        Map<Failure.Kind, List<Failure>> kinds = new EnumMap<>(Failure.Kind.class);
        run.failures().forEach(failure -> kinds.computeIfAbsent(failure.kind(), kind -> new ArrayList<>())
                .add(failure));
        kinds.forEach((kind, failures) -> failures(kind, failures, out));
    }

    /** The first causes of a kind, and once who acts and what comes next. */
    private static void failures(Failure.Kind kind, List<Failure> failures, PrintStream out) {
        List<String> causes = failures.stream().map(Failure::cause).distinct().toList();
        causes.stream().limit(MOST_CAUSES).forEach(cause -> out.println("  " + cause));
        if (causes.size() > MOST_CAUSES) {
            out.println("  and " + (causes.size() - MOST_CAUSES) + " more like these; the log has them all");
        }
        out.println("    who acts: " + kind.who());
        out.println("    what happens next: " + kind.next());
    }

    private void reloaded(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s as their records say, %,d restored (%s put again), %,d landed, %,d empty, %,d not reloaded; %s in %s, %s to Amplitude%n",
                Amounts.text(run.unchangedHours(), "hour"),
                run.restoredHours(),
                Amounts.text(run.restoredObjects(), "object"),
                run.landedHours(),
                run.emptyHours(),
                run.dueHours(),
                Amounts.text(run.kept(), "archive"),
                Amounts.text(Duration.between(began, clock.instant())),
                Amounts.text(run.requests(), "request"));
    }

    private void counts(PrintStream out) {
        Duration took = Duration.between(began, clock.instant());
        out.printf(
                Locale.ROOT,
                "%s landed, %,d empty, %,d still due; %,d events, %s in %s, %s to Amplitude%n",
                Amounts.text(run.landedHours(), "hour"),
                run.emptyHours(),
                run.dueHours(),
                run.events(),
                Amounts.text(run.bytes()),
                Amounts.text(took),
                Amounts.text(run.requests(), "request"));
        if (run.unchangedHours() > 0) {
            out.println(Amounts.text(run.unchangedHours(), "hour") + " restated and as before");
        }
    }
}
