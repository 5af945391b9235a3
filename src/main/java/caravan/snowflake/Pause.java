package caravan.snowflake;

import caravan.warehouse.WarehouseAway;
import java.time.Duration;

/** A wait for somebody else's work. */
@FunctionalInterface
interface Pause {
    Pause SLEEPING = time -> {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseAway("the wait for Snowpipe was broken off", e);
        }
    };

    void of(Duration time) throws WarehouseAway;
}
