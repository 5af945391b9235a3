package caravan.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Export API answered, but with no archive. Its text is untrusted and comes escaped and cut. */
public final class ExportAnswer extends IOException {
    private static final long serialVersionUID = 1;

    /** The text of Amplitude's own 404. One without it may be a proxy's or a wrong URL's, and is not believed. */
    private static final String NO_DATA = "Raw data files were not found";

    /** The documented meaning of a 400 is that the export is over 4 GB; such words say so. */
    private static final Pattern SIZE = Pattern.compile(
            "(?i)too (large|big|much)|larger than|exceed|size|\\d ?(gb|gib|gigabytes?)\\b|fewer hours|smaller");

    /** What a 400 says that does not like how it was asked; without words of either kind it is believed to be the size. */
    private static final Pattern REQUEST = Pattern.compile(
            "(?i)invalid|malformed|missing|required|unknown|unsupported|bad request|not a valid|no date|not an hour"
                    + "|cannot be parsed|parse error|parameter|illegal|at most|before|after|in the future");

    private final int status;
    private final boolean blamesRequest;
    private final int hours;
    private final Duration retryAfter;

    /**
     * @param hours how many were asked for: a refusal of many may not hold for fewer
     * @param retryAfter null where the answer named none
     */
    public ExportAnswer(int status, String text, int hours, Duration retryAfter) {
        super("Amplitude answered " + status + (text.isBlank() ? "" : " '" + text + "'"));
        this.status = status;
        this.blamesRequest = status == 400
                && !SIZE.matcher(text).find()
                && REQUEST.matcher(text).find();
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

    /** Whether it is a 400 that means our own request, rather than that the export is too large. */
    public boolean blamesRequest() {
        return blamesRequest;
    }

    /** Whether it means the keys. */
    public boolean blamesKeys() {
        return status == 401 || status == 403;
    }

    public int hours() {
        return hours;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
