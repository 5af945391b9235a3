package caravan.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tries a store's word: whether it creates only where nothing is and replaces only what was read, which is all that keeps two
 * writers apart. Lists, writes, reads and deletes one small object of its own, so it proves those rights too.
 */
public final class ConditionalWrites {
    static final String FOLDER = "_caravan/probe/";

    /** What a process that died in between has left is nobody's any more after this. */
    private static final Duration LEFT = Duration.ofDays(1);

    private static final byte[] FIRST = bytes("{\"probe\": 1}");
    private static final byte[] SECOND = bytes("{\"probe\": 2}");
    private static final byte[] NEVER = bytes("{\"probe\": \"this was to be refused\"}");

    private final Store store;
    private final Clock clock;

    public ConditionalWrites(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Seven calls.
     *
     * @return what the store did that it must not do, in words that name it; empty where it honours every condition
     * @throws IOException where it could not be asked, or a right is missing
     */
    public Optional<String> lacking() throws IOException {
        List<String> left = abandoned();
        String key = FOLDER + UUID.randomUUID() + ".json";
        Optional<String> found = lacking(key);
        store.delete(Stream.concat(left.stream(), Stream.of(key)).toList());
        return found;
    }

    /** What processes that died have left in the folder of such keys. */
    List<String> abandoned() throws IOException {
        Instant old = clock.instant().minus(LEFT);
        return store.list(FOLDER).stream()
                .filter(object -> object.modified().isBefore(old))
                .map(StoredObject::key)
                .toList();
    }

    /** The same on a key where nothing is yet; what it leaves there the caller deletes. */
    Optional<String> lacking(String key) throws IOException {
        return tried(key).map(words -> store.location() + " does not honour conditional writes: " + words);
    }

    private Optional<String> tried(String key) throws IOException {
        String first = created(key);
        if (taken(() -> store.create(key, NEVER))) {
            return Optional.of("it wrote '" + key
                    + "' a second time, although it was to write it only where there is none (If-None-Match)");
        }
        if (!replaced(key, first)) {
            return Optional.of("it would not write '" + key
                    + "' over the very version that it had given, or did not give it back");
        }
        if (taken(() -> store.replace(key, NEVER, first))) {
            return Optional.of("it wrote '" + key + "' over another version than the one that was named (If-Match)");
        }
        return Optional.empty();
    }

    private String created(String key) throws IOException {
        try {
            return store.create(key, FIRST);
        } catch (WriteConflict oneAnswerWasLost) {
            // Nobody else knows this key.
            return store.get(key).orElseThrow(() -> oneAnswerWasLost).version();
        }
    }

    private boolean replaced(String key, String version) throws IOException {
        taken(() -> store.replace(key, SECOND, version));
        // Read in any case: an answer may have been lost, and a store that does not give back what it took keeps no
        // ledger.
        return store.get(key).filter(now -> Arrays.equals(now.bytes(), SECOND)).isPresent();
    }

    private interface Write {
        String run() throws IOException;
    }

    private static boolean taken(Write write) throws IOException {
        try {
            write.run();
            return true;
        } catch (WriteConflict refused) {
            return false;
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
