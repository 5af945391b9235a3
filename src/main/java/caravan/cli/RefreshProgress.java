package caravan.cli;

import caravan.model.RefreshWatch;
import me.tongfei.progressbar.ProgressBar;

/** A bar on the terminal while models are refreshed: how many are done, and which one is at work. Elsewhere nothing: there the log tells. */
final class RefreshProgress implements RefreshWatch, AutoCloseable {
    private ProgressBar bar;

    @Override
    public void begins(String model, int done, int all) {
        if (!Terminal.isWatched()) {
            return;
        }
        if (bar == null) {
            bar = Progress.bar("models", all);
        }
        bar.stepTo(done);
        bar.setExtraMessage(model);
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
