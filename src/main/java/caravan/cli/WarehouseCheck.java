package caravan.cli;

import caravan.config.DuckDbSettings;
import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.driver.Driver;
import caravan.driver.DriverMissing;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.setup.Remark;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseHeld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Whether the warehouse can be used; that of this machine: opened, with room for what does not fit into its memory. Makes no file. */
final class WarehouseCheck {
    private static final long LITTLE = 1L << 30;
    private static final String RIGHT = "give the user that runs Caravan the right to, or set ";

    private final DuckDbSettings settings;

    private WarehouseCheck(DuckDbSettings settings) {
        this.settings = settings;
    }

    static List<Remark> of(Settings settings, Clock clock) throws IOException {
        if (settings.warehouse() == WarehouseKind.NONE) {
            return List.of(Remark.good("caravan.warehouse is none: hours are landed, and loaded nowhere"));
        }
        Optional<DriverMissing> missing = Driver.of(settings.warehouse()).flatMap(Driver::hindrance);
        if (missing.isPresent()) {
            return List.of(Remark.wrong(
                    ExitCode.CONFIGURATION, missing.get().found(), missing.get().remedy()));
        }
        if (settings.warehouse() == WarehouseKind.SNOWFLAKE) {
            return SnowflakeCheck.of(settings, clock);
        }
        if (settings.warehouse() == WarehouseKind.BIGQUERY) {
            return BigQueryCheck.of(settings, clock);
        }
        WarehouseCheck check = new WarehouseCheck(settings.duckDb());
        return List.of(check.file(), check.temporary());
    }

    private Remark file() {
        Path file = settings.file();
        if (!isWritable(file) || !isWritable(file.getParent())) {
            return Remark.wrong(
                    ExitCode.DISK,
                    "warehouse " + file + ": nothing can be written to " + there(file),
                    RIGHT + "caravan.duckdb.file");
        }
        if (!Files.exists(file)) {
            return Remark.good("warehouse " + file + ": made by the first load");
        }
        try {
            DuckDb.openReadOnly(settings).close();
            return Remark.good("warehouse " + file + ": it opens, with " + Amounts.text(settings.memoryBytes())
                    + " of memory and " + Amounts.text(settings.threads(), "thread"));
        } catch (WarehouseHeld e) {
            return Remark.advice(e.getMessage(), "nothing, where that process is meant to write it");
        } catch (IOException e) {
            Failure failure = new FailureTable().classify(e);
            return Remark.wrong(
                    failure.kind().exitCode(), failure.cause(), failure.kind().who());
        }
    }

    private Remark temporary() throws IOException {
        Path folder = settings.temporary();
        if (!isWritable(folder)) {
            return Remark.wrong(
                    ExitCode.DISK,
                    "temporary folder " + folder + ": nothing can be written to " + there(folder),
                    RIGHT + "caravan.duckdb.temp-directory");
        }
        long free = Files.getFileStore(there(folder)).getUsableSpace();
        String words = "temporary folder " + folder + ": " + Amounts.text(free) + " free on its disk";
        return free >= LITTLE
                ? Remark.good(words)
                : Remark.advice(
                        words + "; a large hour may not fit, and is then not loaded",
                        "make room, or set caravan.duckdb.temp-directory to a larger disk");
    }

    private static boolean isWritable(Path path) {
        return Files.isWritable(there(path));
    }

    /** The path, or what there is above it. */
    private static Path there(Path path) {
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
