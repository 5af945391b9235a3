package caravan.warehouse;

import java.io.IOException;

/** Brings the models of silver and gold up to what bronze holds. */
@FunctionalInterface
public interface Refresh {
    /** There are no models. */
    Refresh NONE = warehouse -> {};

    /** @param warehouse open to write; not closed by this */
    void refresh(DuckDb warehouse) throws IOException;
}
