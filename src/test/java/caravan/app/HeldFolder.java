package caravan.app;

import caravan.cli.StoreAccess;
import caravan.store.FileStore;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A folder store that gives one small object late to whoever asks first for it, or to nobody; all others as ever. */
public final class HeldFolder implements Store {
    private final String held;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);
    private volatile boolean failing;
    private FileStore sound;

    /** @param held its key; who asks first does not get it before {@link #free()} */
    HeldFolder(String held) {
        this.held = held;
    }

    StoreAccess before(StoreAccess access) {
        sound = (FileStore) access.store();
        return new StoreAccess(this, access.s3Client());
    }

    /** Returns once somebody waits for it. */
    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    HeldFolder free() {
        free.countDown();
        return this;
    }

    HeldFolder failing(boolean so) {
        failing = so;
        return this;
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        if (key.equals(held)) {
            hold();
        }
        return sound.get(key);
    }

    private void hold() throws IOException {
        try {
            if (first.compareAndSet(true, false)) {
                asked.countDown();
                free.await();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("nobody waits any more");
        }
        if (failing) {
            throw new IOException("the folder's server hung up");
        }
    }

    /** What {@code put-object} calls. */
    public void put(String key, File file) throws IOException {
        sound.put(key, file);
    }

    @Override
    public String location() {
        return sound.location();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        return sound.list(prefix);
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return sound.open(key);
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        return sound.create(key, content);
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        return sound.replace(key, content, version);
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        sound.delete(keys);
    }
}
