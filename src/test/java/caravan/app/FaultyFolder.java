package caravan.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A folder store that takes each object's bytes and then says that it failed, as often as a test says; its ledger is super. */
public final class FaultyFolder extends FolderBehind {
    static final int ALWAYS = Integer.MAX_VALUE;

    private final ConcurrentMap<String, List<String>> received = new ConcurrentHashMap<>();
    private volatile int failures;
    private volatile String keys = "";
    private volatile boolean losing;
    private volatile String unwritable;

    FaultyFolder(int failures) {
        this.failures = failures;
    }

    /** The first tries of each object fail. */
    void failing(int times) {
        failing("", times);
    }

    /** The same, of objects with this in their key. */
    void failing(String inKey, int times) {
        keys = inKey;
        failures = times;
    }

    /** Takes objects, says that all is well, and stores none. */
    void losing() {
        losing = true;
    }

    /** Small objects with this in their key are not written. */
    void refusing(String inKey) {
        unwritable = inKey;
    }

    private void requireWritable(String key) throws IOException {
        if (unwritable != null && key.contains(unwritable)) {
            throw new IOException("the folder's server hung up");
        }
    }

    /** By key, the hash of what each try brought. */
    ConcurrentMap<String, List<String>> received() {
        return received;
    }

    @Override
    public void put(String key, File file) throws IOException {
        List<String> tries = received.computeIfAbsent(key, first -> new CopyOnWriteArrayList<>());
        tries.add(Arrivals.sha256(Files.readAllBytes(file.toPath())));
        if (key.contains(keys) && tries.size() <= failures) {
            throw new IOException("the folder's server hung up");
        }
        if (!losing) {
            super.put(key, file);
        }
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        requireWritable(key);
        return super.create(key, content);
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        requireWritable(key);
        return super.replace(key, content, version);
    }
}
