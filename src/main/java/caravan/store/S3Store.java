package caravan.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3, or of a server that speaks like it, as the destination. A version is an ETag as S3 writes it. */
public final class S3Store implements Store {
    /** As many as S3 takes in one request. */
    private static final int BATCH = 1000;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /** @param prefix empty, or ends in {@code /} */
    public S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = StoreKey.folder(prefix);
    }

    @Override
    public String location() {
        return "s3://" + bucket + "/" + prefix;
    }

    @Override
    public List<StoredObject> list(String beginning) throws IOException {
        String all = prefix + StoreKey.beginning(beginning);
        try {
            List<StoredObject> found = new ArrayList<>();
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(all))
                    .contents()) {
                String key = object.key().substring(prefix.length());
                found.add(new StoredObject(key, object.size(), object.eTag(), object.lastModified()));
            }
            // S3 sorts, not every server that speaks like it does.
            found.sort((one, other) -> StoreKey.ORDER.compare(one.key(), other.key()));
            return found;
        } catch (SdkException e) {
            throw S3Fault.of(e, bucket, "list '" + all + "'");
        }
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found = request(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String version = found.get().response().eTag();
        try (InputStream in = new S3Body(found.get())) {
            return Optional.of(new Content(SmallObject.read(key, in), version));
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return request(key).map(S3Body::new);
    }

    private Optional<ResponseInputStream<GetObjectResponse>> request(String key) throws IOException {
        String whole = whole(key);
        try {
            return Optional.of(
                    client.getObject(request -> request.bucket(bucket).key(whole)));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (SdkException e) {
            throw S3Fault.of(e, bucket, "read '" + whole + "'");
        }
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        return write(key, content, PutObjectRequest.builder().ifNoneMatch("*"));
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        return write(key, content, PutObjectRequest.builder().ifMatch(version));
    }

    private String write(String key, byte[] content, PutObjectRequest.Builder condition) throws IOException {
        PutObjectRequest request = condition
                .bucket(bucket)
                .key(whole(key))
                .contentType("application/json")
                .build();
        try {
            return client.putObject(request, RequestBody.fromBytes(content)).eTag();
        } catch (NoSuchKeyException gone) {
            throw new WriteConflict(key, "it is gone");
        } catch (S3Exception e) {
            if (e.statusCode() == 412 || e.statusCode() == 409) {
                throw new WriteConflict(key, "the store found another state (" + e.statusCode() + ")");
            }
            throw S3Fault.of(e, bucket, "write '" + request.key() + "'");
        } catch (SdkException e) {
            throw S3Fault.of(e, bucket, "write '" + request.key() + "'");
        }
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        List<ObjectIdentifier> all = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(whole(key)).build())
                .toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            delete(all.subList(from, Math.min(from + BATCH, all.size())));
        }
    }

    private void delete(List<ObjectIdentifier> batch) throws IOException {
        Delete delete = Delete.builder().objects(batch).quiet(true).build();
        try {
            List<S3Error> refused =
                    client.deleteObjects(request -> request.bucket(bucket).delete(delete)).errors().stream()
                            .filter(error -> !"NoSuchKey".equals(error.code()))
                            .toList();
            if (!refused.isEmpty()) {
                throw S3Fault.of(refused, bucket);
            }
        } catch (SdkException e) {
            throw S3Fault.of(e, bucket, "delete from '" + batch.get(0).key() + "' on");
        }
    }

    private String whole(String key) {
        return prefix + StoreKey.checked(key);
    }
}
