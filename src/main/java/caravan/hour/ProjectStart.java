package caravan.hour;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which hour a project's ledger begins with: fixed by its first run, and moved only back. */
public final class ProjectStart {
    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(7);

    private ProjectStart() {}

    /**
     * @param known the start as the ledger has it; empty before the first run
     * @param configured {@code caravan.start}
     * @param asked first hour of the range that is asked for
     */
    public static Hour of(Optional<Hour> known, Optional<Hour> configured, Optional<Hour> asked, Instant now) {
        Hour start = known.or(() -> configured).orElseGet(() -> Hour.of(now.minus(FIRST_LOOK_BACK)));
        return earlier(asked, earlier(configured, start));
    }

    private static Hour earlier(Optional<Hour> other, Hour start) {
        return other.filter(hour -> hour.compareTo(start) < 0).orElse(start);
    }
}
