package caravan.warehouse;

import java.io.IOException;

/** The warehouse is not there, slow or busy: the same load later may well succeed. */
public final class WarehouseAway extends IOException {
    private static final long serialVersionUID = 1L;

    public WarehouseAway(String message, Throwable cause) {
        super(message, cause);
    }
}
