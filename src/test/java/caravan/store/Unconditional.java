package caravan.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store in front of another that takes every write, whatever its condition: as some servers do that speak like S3. */
public final class Unconditional implements Store {
    private final Store behind;
    private final boolean creates;
    private final boolean replaces;

    private Unconditional(Store behind, boolean creates, boolean replaces) {
        this.behind = behind;
        this.creates = creates;
        this.replaces = replaces;
    }

    public static Store creating(Store behind) {
        return new Unconditional(behind, true, false);
    }

    public static Store replacing(Store behind) {
        return new Unconditional(behind, false, true);
    }

    @Override
    public String location() {
        return behind.location();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        return behind.list(prefix);
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        return behind.get(key);
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return behind.open(key);
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        Optional<Content> there = creates ? behind.get(key) : Optional.empty();
        return there.isEmpty()
                ? behind.create(key, content)
                : behind.replace(key, content, there.get().version());
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        Optional<Content> there = replaces ? behind.get(key) : Optional.empty();
        return behind.replace(key, content, there.map(Content::version).orElse(version));
    }

    /** For the put-object route of a folder, which asks for no condition either way. */
    public void put(String key, File file) throws IOException {
        ((FileStore) behind).put(key, file);
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        behind.delete(keys);
    }
}
