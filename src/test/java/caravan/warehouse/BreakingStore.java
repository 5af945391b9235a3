package caravan.warehouse;

import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A store whose objects break off after so many bytes. */
record BreakingStore(Store store, int after) implements Store {
    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return store.open(key).map(in -> new FilterInputStream(in) {
            private int left = after;

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("connection reset");
                }
                int read = super.read(bytes, offset, Math.min(left, length));
                left -= Math.max(0, read);
                return read;
            }
        });
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        return store.list(prefix);
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        return store.get(key);
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        return store.create(key, content);
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        return store.replace(key, content, version);
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        store.delete(keys);
    }
}
