package caravan.config;

import java.nio.file.Path;
import java.util.List;

/** Reads which warehouse is loaded, and where and how it works. */
final class WarehouseReading {
    /** Less does not hold what two threads write of wide events at once. */
    private static final long LEAST = 256L << 20;

    private static final long MOST_BY_DEFAULT = 2L << 30;
    static final Accepted<WarehouseKind> KIND = Accepted.oneOf(List.of(WarehouseKind.values()));

    private final Reading reading;

    WarehouseReading(Reading reading) {
        this.reading = reading;
    }

    WarehouseKind warehouse() {
        return reading.required(Key.WAREHOUSE, KIND);
    }

    DuckDbSettings duckDb(Accepted<Path> path) {
        Path file = reading.required(Key.DUCKDB_FILE, path);
        return new DuckDbSettings(
                file,
                reading.orElse(
                        Key.DUCKDB_MEMORY,
                        Key.DUCKDB_MEMORY.spelling(),
                        Math.max(LEAST, Math.min(MOST_BY_DEFAULT, Memory.bytes() / 2)),
                        Accepted.size(LEAST, 1L << 45)),
                reading.orElse(
                        Key.DUCKDB_THREADS,
                        Key.DUCKDB_THREADS.spelling(),
                        Math.min(256, Runtime.getRuntime().availableProcessors()),
                        Accepted.number(1, 256)),
                reading.orElse(
                        Key.DUCKDB_TEMPORARY,
                        Key.DUCKDB_TEMPORARY.spelling(),
                        file.resolveSibling(file.getFileName() + ".tmp"),
                        path));
    }
}
