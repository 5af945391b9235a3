package caravan.snowflake;

import caravan.ledger.Ledger;
import caravan.warehouse.Loaded;
import java.io.IOException;
import java.sql.SQLException;

/** One of the two ways in which an hour comes in. */
interface HourLoading {
    /** @param recorded as it was read from the store */
    Loaded load(Ledger.Recorded recorded) throws IOException, SQLException;
}
