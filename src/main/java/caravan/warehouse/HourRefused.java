package caravan.warehouse;

import caravan.hour.Hour;
import java.io.IOException;

/** The warehouse took an hour's rows and could not use them; other hours are not hindered. */
public final class HourRefused extends IOException {
    private static final long serialVersionUID = 1L;

    public HourRefused(Hour hour, String why) {
        super("hour " + hour + " is not loaded: " + why);
    }
}
