package caravan.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sums of files that this process wrote and has yet to put: they were computed on the way to the disk, and need not be
 * computed again. Who knows a file forgets it when he deletes it, so that no other file ever has its sums; and the store
 * checks them against what arrives, so that wrong ones have the put refused and nothing else.
 */
public final class KnownSums {
    private final Map<Path, Sums> files = new ConcurrentHashMap<>();

    public void know(Path file, Sums sums) {
        files.put(file, sums);
    }

    public void forget(Path file) {
        files.remove(file);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Empty where the file is not known, or has another length. */
    public Optional<Sums> known(File file) {
        return Optional.ofNullable(files.get(file.toPath())).filter(sums -> sums.bytes() == file.length());
    }

    /** As metadata that {@link SumsGivenAlong} takes off the request again; none where the file is not known, or has another length. */
    public Map<String, String> of(File file) {
        return known(file).map(SumsGivenAlong::metadata).orElse(Map.of());
    }
}
