package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketLookTest {
    private static final String NOTHING = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

    @TempDir
    Path folder;

    private static S3Settings settings(String bucket, URI endpoint, Optional<String> region, String secret) {
        return new S3Settings(
                bucket,
                region,
                Optional.of(endpoint),
                false,
                Optional.of(new S3Settings.Credentials(
                        new Secret("caravan-access"), new Secret(secret), Optional.empty())));
    }

    private static BucketLook at(Answers s3, String region) {
        return BucketLook.at(settings("lake", s3.url(), Optional.ofNullable(region), "a-secret"));
    }

    @Test
    void a_bucket_that_is_there_is_good() throws Exception {
        try (S3Server server = S3Server.over(folder)) {
            BucketLook look =
                    BucketLook.at(settings(server.bucket(), server.endpoint(), Optional.empty(), server.secretKey()));

            assertThat(look.isGood()).as(look.toString()).isTrue();
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_told_with_the_command_that_makes_it() throws Exception {
        try (S3Server server = S3Server.over(folder)) {
            BucketLook look = BucketLook.at(settings("pond", server.endpoint(), Optional.empty(), server.secretKey()));

            assertThat(look.wrong()).isEqualTo("there is no bucket 'pond' at " + server.endpoint());
            assertThat(look.remedy()).endsWith("aws s3 mb s3://pond --endpoint-url " + server.endpoint());
        }
    }

    @Test
    void keys_that_the_store_does_not_take_are_told_by_name_although_a_head_has_no_words() throws Exception {
        try (S3Server server = S3Server.over(folder)) {
            BucketLook look = BucketLook.at(settings(server.bucket(), server.endpoint(), Optional.empty(), "canary"));

            assertThat(look.wrong()).contains("403", "SignatureDoesNotMatch").doesNotContain("canary");
            assertThat(look.remedy()).contains("caravan.s3.secret-key");
        }
    }

    @Test
    void a_server_that_is_away_is_told_with_its_address_and_the_last_cause() throws Exception {
        URI nobody;
        try (Answers s3 = new Answers()) {
            nobody = s3.url();
        }
        BucketLook look = BucketLook.at(settings("lake", nobody, Optional.empty(), "secret"));

        assertThat(look.wrong()).startsWith(nobody + " was not reached (").contains("refused");
        assertThat(look.remedy()).contains("address", "network");
    }

    @Test
    void the_region_is_what_the_store_says() throws Exception {
        try (Answers s3 = new Answers()) {
            s3.to("HEAD /lake", 200, Map.of("x-amz-bucket-region", "eu-central-1"), "")
                    .to("GET /lake?", 200, NOTHING);

            assertThat(at(s3, null)).isEqualTo(new BucketLook(Optional.of("eu-central-1"), "", ""));
        }
    }

    @Test
    void a_bucket_of_another_region_is_told_with_its_own() throws Exception {
        try (Answers s3 = new Answers()) {
            s3.to("HEAD /lake", 301, Map.of("x-amz-bucket-region", "eu-central-1"), "");

            BucketLook look = at(s3, "us-west-1");

            assertThat(look.region()).hasValue("eu-central-1");
            assertThat(look.wrong()).isEqualTo("bucket 'lake' is in region eu-central-1, not in us-west-1");
        }
    }

    @Test
    void a_bucket_that_may_not_be_listed_is_told_with_the_right_that_is_missing() throws Exception {
        try (Answers s3 = new Answers()) {
            s3.to("HEAD /lake", 403, Map.of("x-amz-bucket-region", "eu-central-1"), "")
                    .to("GET /lake?", 403, Answers.error("AccessDenied"));

            BucketLook look = at(s3, null);

            assertThat(look.region()).hasValue("eu-central-1");
            assertThat(look.wrong()).contains("AccessDenied");
            assertThat(look.remedy()).contains("this call needs s3:ListBucket");
        }
    }
}
