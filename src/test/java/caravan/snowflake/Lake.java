package caravan.snowflake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What the stage of a {@link SnowflakeServer} is on. */
@FunctionalInterface
public interface Lake {
    /** @param key below the stage; empty where there is none */
    Optional<InputStream> open(String key) throws IOException;
}
