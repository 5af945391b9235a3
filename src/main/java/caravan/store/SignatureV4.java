package caravan.store;

import caravan.archive.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS Signature Version 4 in headers, of a request without a query, as <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Amazon describes it</a> for S3.
 *
 * @param at when, to the second; the store refuses what is minutes from its own time
 */
record SignatureV4(Instant at, String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String END = "aws4_request";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What a proxy on the way, or the HTTP client, may still change. */
    private static final Set<String> UNSIGNED =
            Set.of("connection", "x-amzn-trace-id", "user-agent", "expect", "transfer-encoding", "x-forwarded-for");

    /** @param hash SHA-256 of the body in lower-case hexadecimal; a body that has another is refused by the store */
    SdkHttpRequest of(SdkHttpRequest request, String hash, AwsCredentialsIdentity identity) {
        SdkHttpRequest.Builder builder = request.toBuilder()
                .putHeader("Host", host(request))
                .putHeader("X-Amz-Date", SECOND.format(at))
                .putHeader(GivenHash.HEADER, hash);
        if (identity instanceof AwsSessionCredentialsIdentity session) {
            builder.putHeader("X-Amz-Security-Token", session.sessionToken().trim());
        }
        return builder.putHeader("Authorization", authorization(builder.build(), hash, identity))
                .build();
    }

    private static String host(SdkHttpRequest request) {
        boolean usual = request.port() == ("https".equals(request.protocol()) ? 443 : 80);
        return usual ? request.host() : request.host() + ":" + request.port();
    }

    private String authorization(SdkHttpRequest request, String hash, AwsCredentialsIdentity identity) {
        SortedMap<String, String> headers = headers(request);
        String names = String.join(";", headers.keySet());
        String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
        String canonical = request.method() + "\n" + path + "\n\n" + lines(headers) + "\n" + names + "\n" + hash;
        String toSign = ALGORITHM + "\n" + SECOND.format(at) + "\n" + scope() + "\n"
                + HexFormat.of().formatHex(Sha256.begin().digest(bytes(canonical)));
        String signature = HexFormat.of().formatHex(hmac(key(identity), toSign));
        return ALGORITHM + " Credential=" + identity.accessKeyId().trim() + "/" + scope() + ", SignedHeaders=" + names
                + ", Signature=" + signature;
    }

    private String scope() {
        return day() + "/" + region + "/" + service + "/" + END;
    }

    private String day() {
        return SECOND.format(at).substring(0, "yyyyMMdd".length());
    }

    private byte[] key(AwsCredentialsIdentity identity) {
        byte[] secret = bytes("AWS4" + identity.secretAccessKey().trim());
        return hmac(hmac(hmac(hmac(secret, day()), region), service), END);
    }

    private static SortedMap<String, String> headers(SdkHttpRequest request) {
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), value(values)));
        headers.keySet().removeAll(UNSIGNED);
        return headers;
    }

    private static String value(List<String> values) {
        return values.stream()
                .map(value -> value.strip().replaceAll("\\s+", " "))
                .collect(Collectors.joining(","));
    }

    private static String lines(SortedMap<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
