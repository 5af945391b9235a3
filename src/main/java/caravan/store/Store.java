package caravan.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The destination behind the {@code put-object} route: what the ledger, the sweep and the checks need of it. Keys are
 * relative to {@code caravan.store.prefix}, which the store itself puts in front, and use {@code /}.
 *
 * <p>Every method throws {@link IOException} where the store could not be reached or answered with a fault (the outcome
 * of a write is then unknown), and {@link StoreRefused} where asking again cannot help: no right, no such bucket.
 */
public interface Store {
    /** Where this is, for people: {@code s3://bucket/prefix} or an absolute folder. Never holds a secret. */
    String location();

    /** All objects whose key begins with the prefix, in the order of their keys (as UTF-8 bytes), however many pages it takes. */
    List<StoredObject> list(String prefix) throws IOException;

    /** A small object whole, with the version that {@link #replace} takes; empty where there is none. */
    Optional<Content> get(String key) throws IOException;

    /** An object of any size as a stream, which the caller closes; empty where there is none. */
    Optional<InputStream> open(String key) throws IOException;

    /**
     * Writes a small object where there is none. Atomic: of several writers one wins.
     *
     * @return the new version
     * @throws WriteConflict where there is one already, or another writer is at it
     */
    String create(String key, byte[] content) throws IOException;

    /**
     * Writes a small object over the version that was read. Atomic.
     *
     * @return the new version
     * @throws WriteConflict where it is not that version any more, or another writer is at it
     */
    String replace(String key, byte[] content, String version) throws IOException;

    /** Deletes these; one that is not there is no error. */
    void delete(Collection<String> keys) throws IOException;

    /** Content of a small object and the version it has (an ETag, a generation). */
    record Content(byte[] bytes, String version) {}
}
