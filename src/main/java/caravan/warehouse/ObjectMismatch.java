package caravan.warehouse;

import caravan.hour.Hour;
import java.io.IOException;

/** An object in the store is not what its hour's record says of it. */
public final class ObjectMismatch extends IOException {
    private static final long serialVersionUID = 1L;

    public ObjectMismatch(Hour hour, String key, String what) {
        super("hour " + hour + " is not loaded: '" + key + "' " + what);
    }
}
