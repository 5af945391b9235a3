package caravan.warehouse;

import java.io.IOException;

/** The warehouse says no to every load alike: a right is missing, a table, or a credential. The message says which. */
public final class WarehouseRefused extends IOException {
    private static final long serialVersionUID = 1L;

    public WarehouseRefused(String message) {
        super(message);
    }

    public WarehouseRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
