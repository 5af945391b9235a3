package caravan.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The Export API answered, but with no archive. Its text is untrusted and comes escaped and cut. */
public final class ExportAnswer extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final Duration retryAfter;

    /** @param retryAfter null where the answer named none */
    public ExportAnswer(int status, String text, Duration retryAfter) {
        super("Amplitude answered " + status + (text.isBlank() ? "" : " '" + text + "'"));
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
