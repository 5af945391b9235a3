package caravan.cli;

import caravan.model.RefreshWatch;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal while models are refreshed: how many are done, and which one is at work. Elsewhere nothing: there the log tells. */
final class RefreshProgress implements RefreshWatch, AutoCloseable {
    private static final int MILLIS = 100;

    private ProgressBar bar;

    @Override
    public void begins(String model, int done, int all) {
        if (!Terminal.isWatched()) {
            return;
        }
        if (bar == null) {
            bar = bar(all);
        }
        bar.stepTo(done);
        bar.setExtraMessage(model);
    }

    private static ProgressBar bar(int all) {
        return new ProgressBarBuilder()
                .setTaskName("models")
                .setInitialMax(all)
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

    /** All were done. */
    void finished() {
        if (bar != null) {
            bar.stepTo(bar.getMax());
            bar.setExtraMessage("");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
