package caravan.archive;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How many windows are at each archive of the spool. Not thread-safe. */
final class Uses {
    private final Map<Path, Integer> windows = new HashMap<>();
    private final Set<Path> spent = new HashSet<>();

    boolean has(Path file) {
        return windows.containsKey(file);
    }

    void begin(Path file) {
        windows.merge(file, 1, Integer::sum);
    }

    /**
     * @param over it is of no more use to anybody
     * @return whether that is so, by this word or a former one, and nobody reads it any more
     */
    boolean end(Path file, boolean over) {
        if (over) {
            spent.add(file);
        }
        if (windows.merge(file, -1, Integer::sum) > 0) {
            return false;
        }
        windows.remove(file);
        return spent.remove(file);
    }
}
