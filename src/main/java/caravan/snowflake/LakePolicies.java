package caravan.snowflake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What AWS is told: who may take the role, and what the role may read. In lines, for a person who copies them. */
final class LakePolicies {
    private final String bucket;
    private final String prefix;

    /** @param prefix empty, or ends with a slash */
    LakePolicies(String bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Reads, and nothing else. */
    List<String> rights() {
        return lines("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::%1$s/%2$s*"},
                  {"Effect": "Allow", "Action": "s3:GetBucketLocation", "Resource": "arn:aws:s3:::%1$s"},
                  {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::%1$s",
                   "Condition": {"StringLike": {"s3:prefix": ["%2$s*"]}}}]}
                """.formatted(bucket, prefix));
    }

    /** @param user of Snowflake's own account, and the external id: both as Snowflake says them */
    static List<String> trust(String user, String externalId) {
        return lines("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%s"},
                   "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
                """.formatted(user, externalId));
    }

    private static List<String> lines(String json) {
        return new ArrayList<>(Arrays.asList(json.strip().split("\n")));
    }
}
