package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FaultTest {
    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, s3:PutObject",
        "403, RequestTimeTooSkewed, clock",
        "403, SignatureDoesNotMatch, caravan.s3.secret-key",
        "400, ExpiredToken, renew",
        "400, AuthorizationHeaderMalformed, caravan.s3.region",
        "301, PermanentRedirect, caravan.s3.region",
        "404, NoSuchBucket, caravan.s3.bucket",
        "404, '', caravan.s3.bucket",
        "501, NotImplemented, If-Match"
    })
    void an_answer_that_will_be_the_same_again_is_for_a_person(int status, String code, String check) {
        assertThat(S3Fault.of(answer(status, code), "lake", "write 'a'"))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("'lake'")
                .hasMessageContaining("write 'a'")
                .hasMessageContaining(code)
                .hasMessageContaining(check);
        assertThat(S3Fault.refuses(answer(status, code))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, list 'a', s3:ListBucket",
        "403, AccessDenied, read 'a', s3:GetObject",
        "403, AccessDenied, write 'a', s3:PutObject",
        "403, AccessDenied, delete from 'a' on, s3:DeleteObject",
        "403, InvalidAccessKeyId, write 'a',",
        "403, SignatureDoesNotMatch, write 'a',",
        "403, RequestTimeTooSkewed, write 'a',",
        "404, NoSuchBucket, write 'a',",
    })
    void a_right_is_missing_only_where_the_keys_are_taken(int status, String code, String doing, String right) {
        StoreRefused refused = (StoreRefused) S3Fault.of(answer(status, code), "lake", doing);

        assertThat(refused.right()).isEqualTo(Optional.ofNullable(right));
        assertThat(refused).hasMessage(refused.said() + "; " + refused.remedy().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "403, RequestTimeTooSkewed, true",
        "403, AccessDenied, false",
        "404, '', true",
        "404, NoSuchBucket, false",
        "503, SlowDown, true"
    })
    void a_wrong_clock_is_for_a_person_but_may_be_put_right_by_the_answer(int status, String code, boolean again) {
        assertThat(S3Fault.mayPass(answer(status, code))).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError",
        "503, SlowDown",
        "429, TooManyRequests",
        "400, RequestTimeout",
        "400, BadDigest",
        "400, XAmzContentSHA256Mismatch",
        "404, NoSuchUpload",
        "409, ConditionalRequestConflict",
        "412, PreconditionFailed"
    })
    void an_answer_that_may_be_better_the_next_time_is_not(int status, String code) {
        assertPasses(answer(status, code));
    }

    @Test
    void no_answer_may_be_better_the_next_time() {
        assertPasses(SdkClientException.create("connect timed out"));
        assertPasses((S3Exception) S3Exception.builder().statusCode(502).build());
    }

    @Test
    void a_deletion_that_was_refused_in_part_says_so() {
        S3Error denied = S3Error.builder().key("a").code("AccessDenied").build();
        S3Error failed = S3Error.builder().key("b").code("InternalError").build();

        assertThat(S3Fault.of(List.of(denied, failed), "lake"))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("2 objects")
                .hasMessageContaining("'a'");
        assertThat(S3Fault.of(List.of(failed), "lake")).isNotInstanceOf(StoreRefused.class);
    }

    private static void assertPasses(SdkException fault) {
        assertThat(S3Fault.refuses(fault)).isFalse();
        assertThat(S3Fault.of(fault, "lake", "read 'a'"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("'lake'")
                .hasCause(fault);
    }

    private static S3Exception answer(int status, String code) {
        AwsErrorDetails details =
                AwsErrorDetails.builder().errorCode(code).errorMessage("said").build();
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(details)
                .build();
    }
}
