package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Ours and the SDK's, of the same request: the SDK reads the body, ours is told its hash. */
class SignatureV4Test {
    private static final byte[] BODY = "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = HexFormat.of().formatHex(Sha256.begin().digest(BODY));
    private static final Instant AT = Instant.parse("2026-11-01T05:06:07.890Z");
    private static final AwsCredentialsIdentity KEYS = AwsCredentialsIdentity.create("access", " secret ");
    private static final AwsCredentialsIdentity SESSION =
            AwsSessionCredentialsIdentity.create("access", "secret", "token==");

    private final GivenHash ours = new GivenHash();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9000/lake/events/a.json",
                "http://minio/lake/a.json",
                "http://minio:80/lake/a.json",
                "http://minio:443/lake/a.json",
                "http://lake.s3.eu-central-1.amazonaws.com/hour%3D2026-11-01T05/m%C3%BCnchen%20a%2Bb%27.json.gz",
                "http://lake.s3.amazonaws.com//a/../b//c.json",
                "http://lake.s3.amazonaws.com"
            })
    void both_sign_alike(String uri) {
        for (AwsCredentialsIdentity identity : new AwsCredentialsIdentity[] {KEYS, SESSION}) {
            SdkHttpRequest request = request(uri);
            SdkHttpRequest known =
                    request.toBuilder().putHeader(GivenHash.HEADER, HASH).build();

            SdkHttpRequest theirs =
                    AwsV4HttpSigner.create().sign(asked(request, identity)).request();
            SdkHttpRequest signed = ours.sign(asked(known, identity)).request();

            assertThat(signed.firstMatchingHeader("Authorization")).isPresent();
            assertThat(signed.headers()).isEqualTo(theirs.headers());
            assertThat(signed.getUri()).isEqualTo(theirs.getUri());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "ABC", ""})
    void what_is_no_hash_is_left_to_the_sdk(String other) {
        SdkHttpRequest request = request("http://minio/lake/a.json");

        assertThat(ours.sign(asked(
                                request.toBuilder()
                                        .putHeader(GivenHash.HEADER, other)
                                        .build(),
                                KEYS))
                        .request()
                        .firstMatchingHeader(GivenHash.HEADER))
                .contains(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://lake.s3.amazonaws.com/a.json", "https://lake.s3.amazonaws.com:443/a.json"})
    void over_https_too_the_store_is_told_the_hash_where_the_sdk_would_leave_it_out(String uri) {
        SdkHttpRequest known =
                request(uri).toBuilder().putHeader(GivenHash.HEADER, HASH).build();

        SdkHttpRequest signed = ours.sign(asked(known, KEYS)).request();

        assertThat(signed.firstMatchingHeader(GivenHash.HEADER)).contains(HASH);
        assertThat(signed.firstMatchingHeader("Host")).contains("lake.s3.amazonaws.com");
        assertThat(signed.firstMatchingHeader("Authorization").orElseThrow()).contains("host;x-amz-content-sha256");
    }

    private static SdkHttpRequest request(String uri) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(URI.create(uri))
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(BODY.length))
                .putHeader("User-Agent", "aws-sdk-java")
                .putHeader("Expect", "100-continue")
                .putHeader("x-amz-meta-note", "  two   words ")
                .appendHeader("x-amz-list", "one")
                .appendHeader("x-amz-list", "two")
                .build();
    }

    private static SignRequest<AwsCredentialsIdentity> asked(SdkHttpRequest request, AwsCredentialsIdentity identity) {
        return SignRequest.builder(identity)
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(BODY))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(AT, ZoneOffset.UTC))
                .build();
    }
}
