package caravan.store;

import caravan.config.CheckedNames;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the one S3 client of a process, which the store and the {@code put-object} route share. Asks nobody yet, and later once a call. */
public final class S3Connection {
    private static final int CONNECTIONS = 50;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Between two bytes, not for a whole object: the largest takes as long as it takes. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private S3Connection() {}

    public static S3Client client(S3Settings settings) {
        return client(settings, CONNECTIONS);
    }

    /** @param connections at most so many at a time; more uploads than that would wait for each other */
    public static S3Client client(S3Settings settings, int connections) {
        return client(settings, connections, SILENCE);
    }

    static S3Client client(S3Settings settings, int connections, Duration silence) {
        S3ClientBuilder builder = S3Client.builder()
                // One call is one request: whoever repeats says so (Tries, the put-object route).
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .region(Region.of(settings.region().orElse("us-east-1")))
                .credentialsProvider(credentials(settings))
                .putAuthScheme(new GivenHash())
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(silence)
                        .connectionAcquisitionTimeout(SILENCE)
                        .maxConnections(connections)
                        .dnsResolver(new CheckedNames()));
        settings.endpoint()
                .ifPresentOrElse(
                        endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true),
                        () -> builder.crossRegionAccessEnabled(settings.region().isEmpty()));
        if (settings.checksumsWhenRequired()) {
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        return builder.build();
    }

    /** The same client for the {@code put-object} route: takes sums that are known ({@link KnownSums}), and tries parts again one by one. */
    public static S3Client forObjects(S3Client client, S3Settings settings) {
        return new PartByPart(new SumsGivenAlong(client, !settings.checksumsWhenRequired()), settings.bucket());
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.credentials()
                .map(given -> (AwsCredentialsProvider) new CurrentKeys(given))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
