package caravan.app;

import caravan.demo.Request;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a simulated Amplitude was asked, and what it is to answer. */
final class Asked {
    /** Amplitude's own word that there is no data. */
    static final Trouble NO_DATA = new Trouble(404, null, "Raw data files were not found.");

    private Asked() {}

    /** {@code 20241105T09-20241105T09 200}, oldest first. */
    static List<String> all(Simulator amplitude) {
        return amplitude.requests().stream().map(Asked::line).toList();
    }

    private static String line(Request request) {
        return request.start() + "-" + request.end() + " " + request.status();
    }

    static String line(Hour first, Hour last, int status) {
        return first.amplitude() + "-" + last.amplitude() + " " + status;
    }

    static Function<HourRange, Optional<Trouble>> always(Trouble trouble) {
        return window -> Optional.of(trouble);
    }

    static Function<HourRange, Optional<Trouble>> never() {
        return window -> Optional.empty();
    }

    /** Each of the first requests, then none. */
    static Function<HourRange, Optional<Trouble>> times(int times, Trouble trouble) {
        int[] left = {times};
        return window -> left[0]-- > 0 ? Optional.of(trouble) : Optional.empty();
    }

    static Function<HourRange, Optional<Trouble>> whereverIs(Hour hour, Trouble trouble) {
        return window -> window.contains(hour) ? Optional.of(trouble) : Optional.empty();
    }
}
