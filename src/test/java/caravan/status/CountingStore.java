package caravan.status;

import caravan.store.FileStore;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Remembers what was read whole of the store behind it, and that something was written. */
record CountingStore(FileStore files, List<String> read, List<String> written) implements Store {
    CountingStore(FileStore files) {
        this(files, Collections.synchronizedList(new ArrayList<>()), Collections.synchronizedList(new ArrayList<>()));
    }

    /** The keys of records read since the last question. */
    List<String> recordsRead() {
        List<String> records =
                read.stream().filter(key -> key.startsWith("_caravan/hours/")).toList();
        read.clear();
        return records;
    }

    @Override
    public String location() {
        return files.location();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        return files.list(prefix);
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        read.add(key);
        return files.get(key);
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return files.open(key);
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        written.add(key);
        return files.create(key, content);
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        written.add(key);
        return files.replace(key, content, version);
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        written.addAll(keys);
        files.delete(keys);
    }
}
