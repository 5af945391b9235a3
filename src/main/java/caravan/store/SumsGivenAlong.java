package caravan.store;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Takes the sums of a body from the request's metadata, the only place where a route can lay them, and has them sent as what
 * the store checks: the SDK then neither hashes the body nor computes a checksum of it. Other requests pass as they are.
 */
final class SumsGivenAlong extends DelegatingS3Client {
    private static final String SHA256 = "caravan-given-sha256";
    private static final String CRC32 = "caravan-given-crc32";
    private static final int BUFFER = 64 << 10;

    private final boolean checksums;

    /** @param checksums whether the store takes S3's checksums; the SHA-256 belongs to the signature, which each takes */
    SumsGivenAlong(S3Client client, boolean checksums) {
        super(client);
        this.checksums = checksums;
    }

    static Map<String, String> metadata(Sums sums) {
        return Map.of(SHA256, sums.sha256(), CRC32, sums.crc32InBase64());
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        String sha256 = request.metadata().get(SHA256);
        return sha256 == null
                ? super.putObject(request, body)
                : super.putObject(withSums(request, sha256), buffered(body));
    }

    /** The HTTP client asks for 4 kB at a time, and the SDK passes each such question on to the file. */
    private static RequestBody buffered(RequestBody body) {
        return body.optionalContentLength()
                .map(length -> RequestBody.fromContentProvider(
                        () -> buffered(body.contentStreamProvider().newStream()), length, body.contentType()))
                .orElse(body);
    }

    /** Without marks: to send it again is a matter of a new stream, not of going back in this one. */
    private static InputStream buffered(InputStream file) {
        return new BufferedInputStream(file, BUFFER) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    private PutObjectRequest withSums(PutObjectRequest request, String sha256) {
        Map<String, String> others = new HashMap<>(request.metadata());
        others.remove(SHA256);
        String crc32 = others.remove(CRC32);
        return request.toBuilder()
                .metadata(others)
                .checksumCRC32(checksums ? crc32 : null)
                .overrideConfiguration(override -> override.putHeader(GivenHash.HEADER, sha256))
                .build();
    }
}
