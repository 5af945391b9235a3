package caravan.app;

import caravan.cli.StoreAccess;
import caravan.store.FileStore;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store before a sound folder, which does all for it that a test does not change. */
public abstract class FolderBehind implements Store {
    private FileStore sound;

    StoreAccess before(StoreAccess access) {
        sound = (FileStore) access.store();
        return new StoreAccess(this, access.s3Client());
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
    public Optional<Content> get(String key) throws IOException {
        return sound.get(key);
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
