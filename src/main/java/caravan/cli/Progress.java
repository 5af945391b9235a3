package caravan.cli;

import caravan.sync.Run;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on the terminal while a sync runs: hours, events, bytes, rate, time left. Elsewhere nothing: there the log's line for each
 * hour is what people read.
 */
final class Progress {
    private static final int MILLIS = 200;

    private final Run run;
    private final long began = System.nanoTime();
    private final ProgressBar bar;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(Threads.named("progress"));

    private Progress(Run run) {
        this.run = run;
        bar = bar("hours", -1);
        clockwork.scheduleAtFixedRate(this::step, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param most -1 where that is not known yet */
    static ProgressBar bar(String task, long most) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setStyle(ProgressBarStyle.builder()
                        .leftBracket("")
                        .rightBracket("")
                        .block('█')
                        .space('░')
                        .fractionSymbols(" ▏▎▍▌▋▊▉")
                        .build())
                .setUpdateIntervalMillis(MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    /** Whether a person watches; the log then leaves its lines on hours to a file. */
    static boolean isWatched() {
        return Terminal.isWatched();
    }

    /** Does the work, and shows meanwhile what comes of the run where a person watches. */
    static void during(Run run, Runnable work) {
        Progress progress = Terminal.isWatched() ? new Progress(run) : null;
        try {
            work.run();
        } finally {
            if (progress != null) {
                progress.end();
            }
        }
    }

    private void step() {
        bar.maxHint(Math.max(run.plannedHours() + run.restatedHours(), 1));
        bar.stepTo(run.landedHours() + run.emptyHours() + run.unchangedHours() + run.restoredHours());
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        bar.setExtraMessage(String.format(
                Locale.ROOT, "%,d events %s %s/s", run.events(), Amounts.text(run.bytes()), Amounts.text((long)
                        (run.bytes() / Math.max(seconds, 0.001)))));
    }

    private void end() {
        clockwork.shutdownNow();
        step();
        bar.close();
    }
}
