package caravan.store;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;

/** Whether a bucket deletes by itself the parts of uploads that were never finished: nobody sees them, and they cost money. */
public sealed interface UnfinishedUploads {
    /** A rule of the bucket does. */
    record Deleted(int days) implements UnfinishedUploads {}

    /** No rule of the bucket does. @param others rules that it has for other things */
    record Kept(int others) implements UnfinishedUploads {}

    /** @param why it could not be looked at */
    record Unseen(String why) implements UnfinishedUploads {}

    /** One call. @param prefix what the rule has to hold for: empty, or ends in {@code /} */
    static UnfinishedUploads in(S3Client client, String bucket, String prefix) {
        try {
            List<LifecycleRule> rules = client.getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                    .rules();
            return rules.stream()
                    .filter(rule -> holds(rule, prefix))
                    .map(rule -> rule.abortIncompleteMultipartUpload().daysAfterInitiation())
                    .min(Integer::compare)
                    .<UnfinishedUploads>map(Deleted::new)
                    .orElseGet(() -> new Kept(rules.size()));
        } catch (AwsServiceException answer) {
            return said(answer);
        } catch (SdkException e) {
            return new Unseen("it could not be asked: " + e.getMessage());
        }
    }

    private static UnfinishedUploads said(AwsServiceException answer) {
        String code = S3Fault.code(answer);
        if (code.equals("NoSuchLifecycleConfiguration")) {
            return new Kept(0);
        }
        String said = " (" + answer.statusCode() + (code.isEmpty() ? "" : " " + code) + ")";
        return new Unseen(
                answer.statusCode() == 403
                        ? "the right s3:GetLifecycleConfiguration is missing" + said
                        : "this store does not tell its lifecycle rules" + said);
    }

    private static boolean holds(LifecycleRule rule, String prefix) {
        return rule.status() == ExpirationStatus.ENABLED
                && rule.abortIncompleteMultipartUpload() != null
                && rule.abortIncompleteMultipartUpload().daysAfterInitiation() != null
                && prefix(rule).filter(prefix::startsWith).isPresent();
    }

    /** What its keys begin with; empty for a rule that is for some objects only in another way. */
    private static Optional<String> prefix(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return Optional.ofNullable(ofOldStyle(rule)).or(() -> Optional.of(""));
        }
        boolean narrower = filter.and() != null
                || filter.tag() != null
                || filter.objectSizeGreaterThan() != null
                || filter.objectSizeLessThan() != null;
        return narrower
                ? Optional.empty()
                : Optional.ofNullable(filter.prefix()).or(() -> Optional.of(""));
    }

    @SuppressWarnings("deprecation") // S3 still answers with it where a rule was made so.
    private static String ofOldStyle(LifecycleRule rule) {
        return rule.prefix();
    }
}
