package caravan.snowflake;

import caravan.config.S3Keys;
import caravan.config.SnowflakeSettings;
import java.util.ArrayList;
import java.util.List;

/** How Snowflake comes to read the bucket: by a role of AWS that it may take, or by keys of an AWS user. */
record BucketParts(SnowflakeSettings settings, S3Keys bucket, String prefix) {
    private static final String ROLE = "<role-arn>";

    SetupPart part() {
        String url = bucket.endpoint()
                .map(endpoint ->
                        "s3compat://" + bucket.bucket() + "/" + prefix + "' endpoint = '" + endpoint.getAuthority())
                .orElse("s3://" + bucket.bucket() + "/" + prefix);
        boolean byRole =
                settings.storageIntegration().isPresent() && bucket.endpoint().isEmpty();
        List<String> statements = new ArrayList<>();
        if (byRole) {
            statements.addAll(integration(url));
        }
        statements.addAll(List.of("use role sysadmin", "use schema " + settings.database() + "." + settings.schema()));
        statements.addAll(BronzeTables.script("format.sql"));
        statements.add("create stage if not exists " + settings.stage() + " url = '" + url + "' "
                + (byRole
                        ? "storage_integration = "
                                + settings.storageIntegration().orElseThrow()
                        : "credentials = (aws_key_id = '<key-id>' aws_secret_key = '<secret-key>')")
                + " file_format = (format_name = '" + Lines.FORMAT + "')");
        return new SetupPart("The bucket " + bucket.bucket(), byRole ? byRole() : byKeys(), statements);
    }

    private List<String> integration(String url) {
        String name = settings.storageIntegration().orElseThrow();
        return List.of(
                "use role accountadmin",
                "create storage integration if not exists " + name
                        + " type = external_stage storage_provider = 'S3' enabled = true\n" + "storage_aws_role_arn = '"
                        + settings.awsRole().orElse(ROLE) + "' storage_allowed_locations = ('" + url + "')",
                "grant usage on integration " + name + " to role sysadmin",
                "desc integration " + name);
    }

    private List<String> byRole() {
        List<String> words = new ArrayList<>(List.of(
                "Snowflake takes a role of your AWS account. Each of the two has to know the other, and neither exists yet; so, in this order:",
                "a. AWS: an IAM policy that reads this bucket,"));
        new LakePolicies(bucket.bucket(), prefix).rights().forEach(line -> words.add("     " + line));
        words.addAll(List.of(
                "b. AWS: an IAM role with that policy; trusted entity: your own account, external id: 0000 (for now). Note its ARN,",
                "   and set caravan.snowflake.storage-aws-role-arn to it.",
                "c. Snowflake: create the storage integration below with that ARN.",
                "d. Snowflake: desc integration says two things: STORAGE_AWS_IAM_USER_ARN and STORAGE_AWS_EXTERNAL_ID.",
                "e. AWS: these two, not your own account and not 0000, are the role's trust policy:"));
        LakePolicies.trust("<STORAGE_AWS_IAM_USER_ARN>", "<STORAGE_AWS_EXTERNAL_ID>")
                .forEach(line -> words.add("     " + line));
        words.addAll(
                List.of(
                        "f. ./caravan check: stage " + settings.stage() + " is read. AWS takes a minute to know of e.",
                        "Never create or replace the integration: it would have a new external id, and e would have to be done again."));
        return words;
    }

    private List<String> byKeys() {
        List<String> words = new ArrayList<>(
                List.of("Snowflake reads it with keys of an AWS user of its own, who may do this and nothing else:"));
        new LakePolicies(bucket.bucket(), prefix).rights().forEach(line -> words.add("  " + line));
        words.add("Fill the keys in and run this part by hand: they are neither printed nor sent by Caravan.");
        return words;
    }
}
