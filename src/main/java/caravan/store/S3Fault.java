package caravan.store;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tells an answer of S3 that will be the same again from one that may be better the next time. */
final class S3Fault {
    /** Answers of status 400 that asking again, or a better moment, can help. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "IncompleteBody", "BadDigest", "SlowDown");

    private S3Fault() {}

    /** @param doing what was asked for, such as {@code "write 'a/b'"} */
    static IOException of(SdkException fault, String bucket, String doing) {
        if (String.valueOf(fault.getMessage()).contains("Unable to load credentials")) {
            return new StoreRefused(
                    "there are no credentials for bucket '" + bucket
                            + "'; set AWS_ACCESS_KEY and AWS_SECRET_KEY in .env, or"
                            + " what the AWS SDK looks for: AWS_ACCESS_KEY_ID, AWS_PROFILE, a role",
                    fault);
        }
        if (!(fault instanceof S3Exception answer)) {
            return new IOException("could not " + doing + " in bucket '" + bucket + "': " + fault.getMessage(), fault);
        }
        String code = code(answer);
        String said = "bucket '" + bucket + "' refused to " + doing + " (" + answer.statusCode() + " " + code + ": "
                + words(answer) + ")";
        String check = check(answer.statusCode(), code);
        return check.isEmpty() ? new IOException(said, fault) : new StoreRefused(said + "; " + check, fault);
    }

    /** What a deletion of many left undone; names the first. */
    static IOException of(List<S3Error> refused, String bucket) {
        S3Error first = refused.get(0);
        String said = "bucket '" + bucket + "' did not delete " + refused.size() + " objects, such as '" + first.key()
                + "' (" + first.code() + ": " + first.message() + ")";
        return "AccessDenied".equals(first.code())
                ? new StoreRefused(said + "; check that the credentials may s3:DeleteObject", null)
                : new IOException(said);
    }

    /** S3's own word for it; empty where there was none. */
    static String code(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String words(S3Exception answer) {
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
            case "RequestTimeTooSkewed":
                return "set this machine's clock";
            default:
                return check(status, PASSING.contains(code));
        }
    }

    private static String check(int status, boolean passing) {
        if (status == 401 || status == 403) {
            return "check that the credentials may s3:ListBucket on it, and s3:GetObject, s3:PutObject, s3:DeleteObject"
                    + " and s3:AbortMultipartUpload on its objects";
        }
        if (status == 301 || status == 307 || status == 400 && !passing) {
            return "check that caravan.s3.region and caravan.s3.endpoint are the bucket's own";
        }
        if (status == 405 || status == 501) {
            return "this store lacks what the ledger needs: listing version 2, If-None-Match and If-Match on writes";
        }
        return "";
    }
}
