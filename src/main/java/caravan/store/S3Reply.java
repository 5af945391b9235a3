package caravan.store;

import caravan.archive.Sha256;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A small object as it came, whole. Its writer notes its hash beside it, so that a changed byte is seen whatever checksums a store knows. */
record S3Reply(byte[] bytes, GetObjectResponse head) {
    private static final String SHA256 = "caravan-sha256";

    /**
     * @return empty where there is no such object
     * @throws software.amazon.awssdk.core.exception.SdkException where there was no whole answer
     */
    static Optional<S3Reply> to(S3Client client, String bucket, String key) {
        try (S3Body body =
                new S3Body(client.getObject(request -> request.bucket(bucket).key(key)))) {
            return Optional.of(whole(new S3Reply(SmallObject.begun(body), body.head())));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw SdkClientException.create("the reply broke off: " + e.getMessage(), e);
        }
    }

    /*
     * The HTTP client takes the end of a connection within a head for the end of the head, so that what was cut there looks like
     * an answer without content: an empty listing, a write without a version. What S3 always says is asked for here.
     */

    /** @throws SdkClientException where the listing does not say whether it is the last page: it was cut off */
    static ListObjectsV2Response whole(ListObjectsV2Response listing) {
        if (listing.isTruncated() == null) {
            throw SdkClientException.create("the listing was cut off before it said whether it is the last page");
        }
        return listing;
    }

    /** @return the version that was written */
    static String whole(PutObjectResponse written) {
        if (written.eTag() == null) {
            throw SdkClientException.create("the reply to the write was cut off before it said which version it is");
        }
        return written.eTag();
    }

    private static S3Reply whole(S3Reply read) {
        Long length = read.head.contentLength();
        if (read.head.eTag() == null
                || length == null
                || length != read.bytes.length && length <= SmallObject.LARGEST) {
            throw SdkClientException.create("the reply was cut off: " + read.bytes.length + " of " + length + " bytes");
        }
        return read;
    }

    /** Metadata to write with this content. */
    static Map<String, String> noted(byte[] content) {
        return Map.of(SHA256, hash(content));
    }

    /** True too where its writer noted nothing, such as a person who put it there. */
    boolean isAsWritten() {
        String noted = head.metadata().get(SHA256);
        return noted == null || noted.equals(hash(bytes));
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(Sha256.begin().digest(content));
    }
}
