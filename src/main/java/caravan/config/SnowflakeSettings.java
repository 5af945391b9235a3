package caravan.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The Snowflake account and what the loader finds there. Names are plain identifiers, so that none has to be quoted.
 *
 * @param account as Snowflake identifies it
 * @param url of its server, without a path
 * @param privateKey of the user, as PEM; empty: that is a problem of the configuration
 * @param schema of what the loader owns
 * @param threads hours at once in a load by hand
 * @param patience longest wait for Snowpipe
 * @param storageIntegration empty: the stage has keys of its own
 * @param awsRole for the set-up alone
 */
public record SnowflakeSettings(
        String account,
        URI url,
        String user,
        Optional<Secret> privateKey,
        Optional<Secret> passphrase,
        String role,
        String warehouse,
        String database,
        String schema,
        String stage,
        String pipe,
        Load load,
        int threads,
        Duration patience,
        Optional<String> storageIntegration,
        Optional<String> awsRole) {

    /** How an hour comes in. */
    public enum Load {
        /** By the virtual warehouse, in one transaction. */
        COPY("copy"),
        /** By Snowpipe, which is told of the files of a committed hour. */
        SNOWPIPE("snowpipe");

        private final String spelling;

        Load(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** The same account, for another user. */
    public SnowflakeSettings as(String other, Optional<Secret> key) {
        return new SnowflakeSettings(
                account,
                url,
                other,
                key,
                passphrase,
                role,
                warehouse,
                database,
                schema,
                stage,
                pipe,
                load,
                threads,
                patience,
                storageIntegration,
                awsRole);
    }

    /** For people: where an hour is. */
    public String place() {
        return "Snowflake, " + database + "." + schema + " at " + url.getHost();
    }
}
