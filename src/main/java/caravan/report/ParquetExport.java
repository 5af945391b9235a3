package caravan.report;

import caravan.archive.Escaped;
import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of the warehouse as Parquet files in a folder, as Spark and everybody else reads them. */
public final class ParquetExport {
    private final DuckDbSettings settings;

    public ParquetExport(DuckDbSettings settings) {
        this.settings = settings;
    }

    /**
     * @param table such as {@code silver.events}
     * @param overwrite whether an earlier export that lies there is replaced
     * @throws Refusal where there is no such table, it cannot be read, or the folder holds something else
     * @throws WarehouseFault where DuckDB has no memory or no room for it, or cannot read its file
     */
    public Exported write(String table, Path folder, boolean overwrite) throws Refusal, IOException {
        try (ExportFolder target = ExportFolder.begin(folder, overwrite)) {
            Exported exported = write(table, target);
            target.publish(exported);
            return exported;
        } catch (SQLException e) {
            String what = "the export of " + Escaped.text(table, 100);
            if (WarehouseFault.isOfTheMachine(e)) {
                throw WarehouseFault.by(what, e);
            }
            throw new Refusal(
                    ExitCode.PERSON, what + " failed in DuckDB: " + SqlWords.of(String.valueOf(e.getMessage())));
        }
    }

    private Exported write(String table, ExportFolder target) throws Refusal, SQLException, IOException {
        try (DuckDb warehouse = DuckDb.openToExport(settings, target.part())) {
            ExportedTable from = ExportedTable.of(warehouse.connection(), table);
            try (Statement copy = warehouse.connection().createStatement()) {
                long rows = copy.executeLargeUpdate(from.copyTo(target.files()));
                return new Exported(from.spelling(), rows, from.isPartitioned());
            }
        }
    }
}
