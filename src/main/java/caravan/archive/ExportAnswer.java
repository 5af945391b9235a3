package caravan.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The Export API answered, but with no archive. Its text is untrusted and comes escaped and cut. */
public final class ExportAnswer extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int hours;
    private final Duration retryAfter;

    /**
     * @param hours how many were asked for: a refusal of many may not hold for fewer
     * @param retryAfter null where the answer named none
     */
    public ExportAnswer(int status, String text, int hours, Duration retryAfter) {
        super("Amplitude answered " + status + (text.isBlank() ? "" : " '" + text + "'"));
        this.status = status;
        this.hours = hours;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    public int hours() {
        return hours;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
