package caravan.config;

import java.nio.file.Path;

/**
 * The embedded warehouse of this machine. Paths are absolute.
 *
 * @param memoryBytes most that DuckDB may take, beside the heap of Java
 * @param threads most that DuckDB may use
 * @param temporary what does not fit into memory goes there for a while
 */
public record DuckDbSettings(Path file, long memoryBytes, int threads, Path temporary) {
    public DuckDbSettings {
        if (memoryBytes <= 0 || threads <= 0) {
            throw new IllegalArgumentException("a warehouse without memory or threads");
        }
    }
}
