package caravan.store;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A first look at a bucket, before it is configured.
 *
 * @param region where it is, as far as the store says so
 * @param wrong what is wrong with it; empty where these credentials may look at it
 * @param remedy what to do about that
 */
public record BucketLook(Optional<String> region, String wrong, String remedy) {
    private static final String REGION = "x-amz-bucket-region";

    public boolean isGood() {
        return wrong.isEmpty();
    }

    /** Three calls at most. */
    public static BucketLook at(S3Settings settings) {
        try (S3Client client = S3Connection.client(settings)) {
            return at(client, settings);
        }
    }

    private static BucketLook at(S3Client client, S3Settings settings) {
        String bucket = settings.bucket();
        try {
            String region = client.headBucket(request -> request.bucket(bucket)).bucketRegion();
            client.listObjectsV2(request -> request.bucket(bucket).maxKeys(1));
            return new BucketLook(Optional.ofNullable(region), "", "");
        } catch (AwsServiceException answer) {
            return refused(answer, client, settings);
        } catch (SdkException e) {
            return notAnswered(e, settings);
        }
    }

    private static BucketLook refused(AwsServiceException answer, S3Client client, S3Settings settings) {
        String bucket = settings.bucket();
        Optional<String> region = region(answer);
        Optional<String> other = settings.region().filter(asked -> !asked.equals(region.orElse(asked)));
        if (other.isPresent()) {
            return new BucketLook(
                    region,
                    "bucket '" + bucket + "' is in region " + region.orElseThrow() + ", not in " + other.get(),
                    "set caravan.s3.region (AWS_REGION) to " + region.orElseThrow() + ", or take it away");
        }
        if (answer.statusCode() == 404) {
            return new BucketLook(
                    region,
                    "there is no bucket '" + bucket + "' at " + where(settings),
                    "check its name, or make it: aws s3 mb s3://" + bucket
                            + settings.endpoint()
                                    .map(url -> " --endpoint-url " + url)
                                    .orElse(""));
        }
        return of(region, explained(answer, client, bucket), bucket);
    }

    /** A HEAD is answered without a word; a listing says why. */
    private static SdkException explained(AwsServiceException head, S3Client client, String bucket) {
        if (S3Fault.code(head).isEmpty()) {
            try {
                client.listObjectsV2(request -> request.bucket(bucket).maxKeys(1));
            } catch (SdkException e) {
                return e;
            }
        }
        return head;
    }

    private static BucketLook of(Optional<String> region, SdkException fault, String bucket) {
        IOException words = S3Fault.of(fault, bucket, "list it");
        return words instanceof StoreRefused refused
                ? new BucketLook(region, refused.said(), refused.remedy().orElse("ask whoever runs the store"))
                : new BucketLook(region, words.getMessage(), "try again a little later");
    }

    private static BucketLook notAnswered(SdkException fault, S3Settings settings) {
        if (S3Fault.refuses(fault)) {
            return of(Optional.empty(), fault, settings.bucket());
        }
        Throwable root = Stream.iterate((Throwable) fault, cause -> cause != null, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(fault);
        return new BucketLook(
                Optional.empty(),
                where(settings) + " was not reached (" + root.getClass().getSimpleName() + ": " + root.getMessage()
                        + ")",
                "check the address, the network and proxies");
    }

    private static String where(S3Settings settings) {
        return settings.endpoint().map(Object::toString).orElse("AWS");
    }

    private static Optional<String> region(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.sdkHttpResponse())
                .flatMap((SdkHttpResponse response) -> response.firstMatchingHeader(REGION));
    }
}
