package caravan.config;

import java.net.URI;
import java.util.Optional;

/**
 * The bucket and how it is reached.
 *
 * @param region empty: the bucket's own
 * @param endpoint an S3-compatible server, asked in path style; empty: AWS
 * @param accessKey with {@code secretKey} or not at all; without them the AWS SDK's own chain counts
 * @param multipartAbove in bytes; larger objects are put in parts
 */
public record S3Keys(
        String bucket,
        Optional<String> region,
        Optional<URI> endpoint,
        boolean checksumsWhenRequired,
        Optional<Secret> accessKey,
        Optional<Secret> secretKey,
        Optional<Secret> sessionToken,
        long multipartAbove) {}
