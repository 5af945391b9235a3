package caravan.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How the log is written.
 *
 * @param directory where each run has a file of its own, beside stderr
 */
public record LogSettings(Format format, Optional<Path> directory) {
    /** Lines for people, or one JSON object a line. */
    public enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
