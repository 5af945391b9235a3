package caravan.cli;

import caravan.archive.Escaped;
import caravan.config.DuckDbSettings;
import caravan.config.WarehouseKind;
import caravan.driver.Driver;
import caravan.driver.DriverMissing;
import caravan.failure.ExitCode;
import caravan.report.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where a command that reads finds the embedded warehouse. */
final class WarehousePlace {
    private static final int SHOWN = 400;

    private WarehousePlace() {}

    /**
     * @throws Refusal where it is not there yet, with the command that makes it
     * @throws DriverMissing where nothing here could read it
     */
    static DuckDbSettings of(Session session, boolean demo) throws Refusal, DriverMissing {
        if (!demo && session.settings().warehouse() == WarehouseKind.BIGQUERY) {
            throw new Refusal(
                    ExitCode.CONFIGURATION,
                    "this asks the embedded warehouse, and caravan.warehouse is bigquery: ask BigQuery itself, in its console,"
                            + " with bq, or with whatever reads it; --demo asks the demo's");
        }
        Driver.DUCKDB.require();
        DuckDbSettings settings = session.settings().duckDb();
        if (!Files.exists(settings.file())) {
            throw new Refusal(
                    ExitCode.CONFIGURATION,
                    "there is no warehouse at " + Escaped.text(settings.file().toString(), SHOWN) + " yet; "
                            + (demo
                                    ? "./caravan demo makes and fills it"
                                    : "./caravan load makes and fills it, where caravan.warehouse is duckdb"));
        }
        return reading(settings);
    }

    /** Several read at once, and each calls its temporary files alike: so each has a folder of its own, where it needs one. */
    static DuckDbSettings reading(DuckDbSettings settings) {
        Path temporary = settings.temporary();
        return new DuckDbSettings(
                settings.file(),
                settings.memoryBytes(),
                settings.threads(),
                temporary.resolveSibling(temporary.getFileName() + "-"
                        + UUID.randomUUID().toString().substring(0, 8)));
    }
}
