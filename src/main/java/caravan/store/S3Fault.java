package caravan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Tells an answer of S3 that will be the same again from one that may be better the next time: the one place for it, for the
 * ledger's calls and for the {@code put-object} route.
 */
public final class S3Fault {
    /** Answers of status 400 that asking again, or a better moment, can help. */
    private static final Set<String> PASSING = Set.of(
            "RequestTimeout",
            "IncompleteBody",
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "XAmzContentChecksumMismatch",
            "SlowDown",
            "OperationAborted");

    /** Of status 404: nothing to look at, only something that has gone meanwhile. */
    private static final Set<String> GONE = Set.of("NoSuchKey", "NoSuchUpload");

    /** The client corrects its clock by the answer's, so the next try may be right. */
    private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestExpired");

    /** Of status 403: not a right is missing, the keys themselves are not taken. */
    private static final Set<String> OF_KEYS = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "TokenRefreshRequired",
            "RequestTimeTooSkewed",
            "RequestExpired");

    private static final String DELETE = "s3:DeleteObject";
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    private S3Fault() {}

    /** @param doing what was asked for, such as {@code "write 'a/b'"} */
    static IOException of(SdkException fault, String bucket, String doing) {
        if (lacksCredentials(fault)) {
            return new StoreRefused(
                    "there are no credentials for bucket '" + bucket + "'",
                    "set AWS_ACCESS_KEY and AWS_SECRET_KEY in .env, or"
                            + " what the AWS SDK looks for: AWS_ACCESS_KEY_ID, AWS_PROFILE, a role",
                    null,
                    fault);
        }
        if (!(fault instanceof AwsServiceException answer)) {
            return new IOException("could not " + doing + " in bucket '" + bucket + "': " + fault.getMessage(), fault);
        }
        String code = code(answer);
        String said = "bucket '" + bucket + "' refused to " + doing + " (" + answer.statusCode() + " " + code + ": "
                + words(answer) + ")";
        String check = check(answer.statusCode(), code);
        if (check.isEmpty()) {
            return new IOException(said, fault);
        }
        Optional<String> right =
                answer.statusCode() == 403 && !OF_KEYS.contains(code) ? right(doing) : Optional.empty();
        String needed = right.map(name -> "; this call needs " + name).orElse("");
        return new StoreRefused(said, check + needed, right.orElse(null), fault);
    }

    /** Whether it will be the same again until a person has changed something. */
    public static boolean refuses(SdkException fault) {
        return lacksCredentials(fault)
                || fault instanceof AwsServiceException answer
                        && !check(answer.statusCode(), code(answer)).isEmpty();
    }

    /** Whether the same call, made again at once, may be answered otherwise. */
    static boolean mayPass(SdkException fault) {
        // A 404 without a word may be one whose body was lost: then it was about a key, and is no fault at all.
        return !refuses(fault)
                || fault instanceof AwsServiceException answer
                        && (CLOCK.contains(code(answer))
                                || answer.statusCode() == 404 && code(answer).isEmpty());
    }

    /** The tries of the calls to a bucket of S3. */
    static Tries tries(String bucket) {
        // What breaks off within an answer that the SDK parses comes as an exception that is not its own.
        return new Tries(
                bucket,
                thrown ->
                        thrown instanceof SdkException fault ? mayPass(fault) : thrown instanceof UncheckedIOException,
                FIRST_WAIT);
    }

    private static boolean lacksCredentials(SdkException fault) {
        return String.valueOf(fault.getMessage()).contains(NO_CREDENTIALS);
    }

    /** The one that is missing, where the answer is that one is. */
    private static Optional<String> right(String doing) {
        return switch (doing.split(" ")[0]) {
            case "list" -> Optional.of("s3:ListBucket");
            case "read" -> Optional.of("s3:GetObject");
            case "write" -> Optional.of("s3:PutObject");
            case "delete" -> Optional.of(DELETE);
            default -> Optional.empty();
        };
    }

    /** What a deletion of many left undone; names the first. */
    static IOException of(List<S3Error> refused, String bucket) {
        S3Error first = refused.get(0);
        String said = "bucket '" + bucket + "' did not delete " + refused.size() + " objects, such as '" + first.key()
                + "' (" + first.code() + ": " + first.message() + ")";
        return "AccessDenied".equals(first.code())
                ? new StoreRefused(said, "check that the credentials may " + DELETE, DELETE, null)
                : new IOException(said);
    }

    /** S3's own word for it; empty where there was none. */
    static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String words(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null ? answer.getMessage() : details.errorMessage();
    }

    /** What a person has to look at; empty where waiting may be enough. */
    private static String check(int status, String code) {
        switch (code) {
            case "NoSuchBucket":
                return "check caravan.s3.bucket and caravan.s3.endpoint: there is no such bucket";
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired":
                return "renew the credentials: they have expired";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch":
                return "check caravan.s3.access-key and caravan.s3.secret-key, or the AWS credentials of the environment";
            case "RequestTimeTooSkewed", "RequestExpired":
                return "set this machine's clock";
            default:
                return PASSING.contains(code) || GONE.contains(code) ? "" : check(status);
        }
    }

    private static String check(int status) {
        return switch (status) {
            case 401, 403 ->
                "check that the credentials may s3:ListBucket on it, and s3:GetObject, s3:PutObject, s3:DeleteObject"
                        + " and s3:AbortMultipartUpload on its objects";
            case 301, 302, 307, 308, 400 -> "check that caravan.s3.region and caravan.s3.endpoint are the bucket's own";
            case 404 -> "check caravan.s3.bucket and caravan.s3.endpoint: this is not how a bucket answers";
            case 405, 501 ->
                "this store lacks what the ledger needs: listing version 2, If-None-Match and If-Match on writes";
            default -> "";
        };
    }
}
