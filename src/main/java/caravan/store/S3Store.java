package caravan.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
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
    private final Tries tries;

    /** @param prefix empty, or ends in {@code /} */
    public S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = StoreKey.folder(prefix);
        this.tries = S3Fault.tries(bucket);
    }

    @Override
    public String location() {
        return "s3://" + bucket + "/" + prefix;
    }

    @Override
    public List<StoredObject> list(String beginning) throws IOException {
        String all = prefix + StoreKey.beginning(beginning);
        List<StoredObject> found = new ArrayList<>();
        String next = null;
        do {
            String from = next;
            ListObjectsV2Response page = asked(
                    "list '" + all + "'",
                    () -> S3Reply.whole(client.listObjectsV2(
                            request -> request.bucket(bucket).prefix(all).continuationToken(from))));
            page.contents().forEach(object -> found.add(stored(object)));
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
        // S3 sorts, not every server that speaks like it does.
        found.sort((one, other) -> StoreKey.ORDER.compare(one.key(), other.key()));
        return found;
    }

    private StoredObject stored(S3Object object) {
        return new StoredObject(
                object.key().substring(prefix.length()), object.size(), object.eTag(), object.lastModified());
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        String whole = whole(key);
        for (int number = 1; ; number++) {
            Optional<S3Reply> reply = asked("read '" + whole + "'", () -> S3Reply.to(client, bucket, whole));
            if (reply.isEmpty()) {
                return Optional.empty();
            }
            if (reply.get().isAsWritten()) {
                return Optional.of(new Content(
                        SmallObject.checked(key, reply.get().bytes()),
                        reply.get().head().eTag()));
            }
            if (number == Tries.MOST) {
                throw new StoreRefused(
                        "'" + whole + "' in bucket '" + bucket
                                + "' does not have the SHA-256 that was noted when it was"
                                + " written; it was not believed. Something between here and the bucket, or in it, changes"
                                + " bytes",
                        null);
            }
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        String whole = whole(key);
        return asked("read '" + whole + "'", () -> {
            try {
                return Optional.of(new S3Body(
                        client.getObject(request -> request.bucket(bucket).key(whole))));
            } catch (NoSuchKeyException none) {
                return Optional.empty();
            }
        });
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
                .metadata(S3Reply.noted(content))
                .build();
        return asked("write '" + request.key() + "'", () -> {
            try {
                return S3Reply.whole(client.putObject(request, RequestBody.fromBytes(content)));
            } catch (NoSuchKeyException gone) {
                throw new WriteConflict(key, "it is gone");
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || e.statusCode() == 409) {
                    throw new WriteConflict(key, "the store found another state (" + e.statusCode() + ")");
                }
                throw e;
            }
        });
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
        List<S3Error> refused = asked(
                        "delete from '" + batch.get(0).key() + "' on",
                        () -> client.deleteObjects(
                                request -> request.bucket(bucket).delete(delete)))
                .errors()
                .stream()
                .filter(error -> !"NoSuchKey".equals(error.code()))
                .toList();
        if (!refused.isEmpty()) {
            throw S3Fault.of(refused, bucket);
        }
    }

    private <T> T asked(String doing, Tries.Call<T, IOException> call) throws IOException {
        try {
            return tries.of(doing, call);
        } catch (SdkException e) {
            throw S3Fault.of(e, bucket, doing);
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "could not " + doing + " in bucket '" + bucket + "': the reply broke off: " + e.getMessage(), e);
        }
    }

    private String whole(String key) {
        return prefix + StoreKey.checked(key);
    }
}
