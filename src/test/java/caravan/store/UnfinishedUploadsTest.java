package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

class UnfinishedUploadsTest {
    private static final String ABORT =
            "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>";

    private Answers s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new Answers();
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    private UnfinishedUploads found() {
        try (S3Client client = S3Connection.client(S3Server.settings(s3.url(), "secret"), 1)) {
            return UnfinishedUploads.in(client, "lake", "raw/web/");
        }
    }

    private UnfinishedUploads found(int status, String answer) {
        s3.to("GET /lake?lifecycle", status, answer);
        return found();
    }

    private UnfinishedUploads rules(String... rules) {
        return found(200, "<LifecycleConfiguration>" + String.join("", rules) + "</LifecycleConfiguration>");
    }

    private static String rule(String status, String inside) {
        return "<Rule><ID>a</ID><Status>" + status + "</Status>" + inside + "</Rule>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Filter/>",
                "<Filter><Prefix></Prefix></Filter>",
                "<Filter><Prefix>raw/</Prefix></Filter>",
                "<Prefix>raw/web/</Prefix>",
                ""
            })
    void a_rule_that_holds_for_all_our_objects_is_enough(String filter) {
        assertThat(rules(rule("Enabled", filter + ABORT))).isEqualTo(new UnfinishedUploads.Deleted(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Filter><Prefix>logs/</Prefix></Filter>",
                "<Filter><Prefix>raw/web/events/</Prefix></Filter>",
                "<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>",
                "<Filter><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></Filter>",
                "<Filter><And><Prefix>raw/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></And></Filter>",
                "<Prefix>logs/</Prefix>"
            })
    void a_rule_for_other_objects_is_none(String filter) {
        assertThat(rules(rule("Enabled", filter + ABORT))).isEqualTo(new UnfinishedUploads.Kept(1));
    }

    @Test
    void a_rule_that_is_off_or_for_something_else_is_none() {
        assertThat(rules(
                        rule("Disabled", "<Filter/>" + ABORT),
                        rule("Enabled", "<Filter/><Expiration><Days>9</Days></Expiration>")))
                .isEqualTo(new UnfinishedUploads.Kept(2));
    }

    @Test
    void a_bucket_without_rules_is_known_as_that() {
        assertThat(found(404, Answers.error("NoSuchLifecycleConfiguration"))).isEqualTo(new UnfinishedUploads.Kept(0));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, s3:GetLifecycleConfiguration",
        "501, NotImplemented, does not tell",
        "400, InvalidRequest, does not tell",
        "404, NoSuchBucket, does not tell",
    })
    void what_is_not_answered_was_not_seen(int status, String code, String words) {
        assertThat(found(status, Answers.error(code)))
                .isInstanceOfSatisfying(UnfinishedUploads.Unseen.class, unseen -> assertThat(unseen.why())
                        .contains(words, code));
    }

    @Test
    void a_server_that_is_away_was_not_seen() {
        s3.close();

        assertThat(found()).isInstanceOf(UnfinishedUploads.Unseen.class);
    }
}
