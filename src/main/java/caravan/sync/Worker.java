package caravan.sync;

import java.io.IOException;

/** Takes one window after the other from its project's work list. Used by one thread. */
public final class Worker {
    private final ProjectRun project;
    private WindowExport window;

    Worker(ProjectRun project) {
        this.project = project;
    }

    /** Plans again and takes the next window; false where there is none. */
    public boolean takes() throws IOException {
        window = project.next().orElse(null);
        return window != null;
    }

    /** The window that {@link #takes()} took. */
    public WindowExport window() {
        return window;
    }
}
