package caravan.store;

import caravan.config.GcsKeys;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A bucket of Google Cloud Storage as the destination. A version is a generation. */
public final class GcsStore implements Store, Closeable {
    private static final String JSON = "application/json";
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /** An object takes about one change a second; what comes faster may be answered 429. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private static final long AT_ONCE = 16 << 20;
    private static final int PIECE = 128 << 20;

    private final Storage client;
    private final String bucket;
    private final String prefix;
    private final GcsCalls calls;
    private final GcsUpload upload;

    /** How long is waited, and how much is sent at a time. */
    record Pace(Duration silence, Duration firstWait, long atOnce, int piece) {}

    private GcsStore(GcsKeys keys, String prefix, int connections, Pace pace) {
        Tries tries = GcsFault.tries(keys.bucket(), pace.firstWait());
        this.client = GcsConnection.client(keys, tries, connections, pace.silence());
        this.bucket = keys.bucket();
        this.prefix = StoreKey.folder(prefix);
        this.calls = new GcsCalls(bucket, tries);
        this.upload = new GcsUpload(client, bucket, pace.atOnce(), pace.piece());
    }

    /**
     * Asks nobody yet.
     *
     * @param prefix empty, or ends in {@code /}
     * @param connections at most so many at a time; more uploads than that would wait for each other
     */
    public static GcsStore open(GcsKeys keys, String prefix, int connections) {
        return open(keys, prefix, connections, new Pace(SILENCE, FIRST_WAIT, AT_ONCE, PIECE));
    }

    static GcsStore open(GcsKeys keys, String prefix, int connections, Pace pace) {
        return new GcsStore(keys, prefix, connections, pace);
    }

    @Override
    public String location() {
        return "gs://" + bucket + "/" + prefix;
    }

    @Override
    public List<StoredObject> list(String beginning) throws IOException {
        String all = prefix + StoreKey.beginning(beginning);
        List<StoredObject> found = new ArrayList<>();
        String next = null;
        do {
            String from = next;
            GcsReply.Page page = calls.tried(
                    "list '" + all + "'",
                    () -> GcsReply.page(
                            client.objects().list(bucket).setPrefix(all).setPageToken(from), prefix));
            found.addAll(page.objects());
            next = page.next();
        } while (next != null);
        found.sort((one, other) -> StoreKey.ORDER.compare(one.key(), other.key()));
        return found;
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        String whole = whole(key);
        Optional<Content> content = calls.tried("read '" + whole + "'", () -> {
            Optional<GcsBody> found = GcsReply.body(client.objects().get(bucket, whole));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (GcsBody body = found.get()) {
                return Optional.of(new Content(SmallObject.begun(body), body.generation()));
            }
        });
        if (content.isPresent()) {
            SmallObject.checked(key, content.get().bytes());
        }
        return content;
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        String whole = whole(key);
        return calls.tried(
                "read '" + whole + "'",
                () -> GcsReply.body(client.objects().get(bucket, whole)).map(body -> body));
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        return write(key, content, 0);
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        StoreKey.checked(key);
        if (!version.matches("[1-9][0-9]{0,17}")) {
            throw new WriteConflict(key, "'" + version + "' is no generation");
        }
        return write(key, content, Long.parseLong(version));
    }

    /** @param generation that must be there; 0 for none */
    private String write(String key, byte[] content, long generation) throws IOException {
        StorageObject object = object(key, JSON).setCrc32c(Crc32c.of(content));
        return calls.tried("write '" + object.getName() + "'", () -> {
            Storage.Objects.Insert insert = client.objects()
                    .insert(bucket, object, new ByteArrayContent(JSON, content))
                    .setIfGenerationMatch(generation);
            insert.setDisableGZipContent(true);
            insert.getMediaHttpUploader().setDirectUploadEnabled(true);
            try {
                return GcsReply.written(insert.execute());
            } catch (HttpResponseException e) {
                if (e.getStatusCode() == 412) {
                    throw new WriteConflict(key, "the store found another state (412)");
                }
                throw e;
            }
        });
    }

    /**
     * Lands an object of any size, over what is there under this key. Sent once: the route repeats it.
     *
     * @param hashed what is known of the file; the store checks what arrives against what it was then
     */
    public void put(String key, File file, Optional<Sums> hashed) throws IOException {
        StorageObject object = object(key, type(key));
        calls.once("put '" + object.getName() + "'", () -> {
            object.setCrc32c(Crc32c.of(file.toPath(), hashed));
            upload.of(file, object);
            return object;
        });
    }

    private StorageObject object(String key, String type) {
        return new StorageObject().setName(whole(key)).setContentType(type);
    }

    private static String type(String key) {
        return key.endsWith(".gz") ? "application/gzip" : key.endsWith(".zip") ? "application/zip" : JSON;
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        for (String whole : keys.stream().map(this::whole).toList()) {
            calls.tried("delete '" + whole + "'", () -> {
                try {
                    return client.objects().delete(bucket, whole).execute();
                } catch (HttpResponseException e) {
                    GcsReply.requireMissing(e);
                    return null;
                }
            });
        }
    }

    private String whole(String key) {
        return prefix + StoreKey.checked(key);
    }

    @Override
    public void close() throws IOException {
        client.getRequestFactory().getTransport().shutdown();
    }
}
