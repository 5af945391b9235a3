package caravan.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The Export API answered, but with no archive. Its text is untrusted and comes escaped and cut. */
public final class ExportAnswer extends IOException {
    private static final long serialVersionUID = 1;

    /** The text of Amplitude's own 404. One without it may be a proxy's or a wrong URL's, and is not believed. */
    private static final String NO_DATA = "Raw data files were not found";

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

    /** Whether this is Amplitude's own word that these hours have no data: an outcome, no failure. */
    public static boolean saysNoData(int status, String text) {
        return status == 404 && text.contains(NO_DATA);
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
