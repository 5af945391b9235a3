package caravan.store;

import caravan.config.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * How to reach a bucket.
 *
 * @param region empty: found by the SDK, or {@code us-east-1} where an endpoint is given
 * @param endpoint empty: AWS; else any server that speaks S3, asked in path style
 * @param checksumsWhenRequired for servers that refuse the SDK's trailing checksums
 * @param credentials empty: the SDK's own chain (environment, profile, web identity, container, instance)
 */
public record S3Settings(
        String bucket,
        Optional<String> region,
        Optional<URI> endpoint,
        boolean checksumsWhenRequired,
        Optional<Credentials> credentials) {

    /** An access key; the session token belongs to temporary ones. */
    public record Credentials(Secret accessKey, Secret secretKey, Optional<Secret> sessionToken) {}
}
