package caravan.cli;

import caravan.archive.Escaped;
import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.report.Exported;
import caravan.report.ParquetExport;
import caravan.report.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "A table of the warehouse as Parquet (zstd) for Spark and others: a folder for each day of event_time or hour (UTC), one folder"
                    + " where there is no such time.",
            "UUIDs and JSON become text, times microseconds in UTC. The folder is there whole, with _SUCCESS in it, or not at all."
        },
        exitCodeList = {
            "0:written",
            "64:the command line is wrong, there is no such table, or the folder holds something else",
            "65:DuckDB cannot read the warehouse or the table, or has no room: a person is needed",
            Codes.BUG,
            Codes.DISK,
            "75:another process writes the warehouse, or another export the folder; the same command later helps",
            Codes.WAREHOUSE_MISSING
        })
final class ExportCommand extends WarehouseCommand {
    @Parameters(paramLabel = "TABLE", description = "of bronze, silver or gold, such as silver.events")
    private String table;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "a folder that is not there yet, or is empty")
    private Path folder;

    @Option(names = "--overwrite", description = "DIR may be an earlier export: it is replaced")
    private boolean overwrite;

    ExportCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, DuckDbSettings warehouse) throws Refusal, IOException {
        Exported exported = new ParquetExport(warehouse).write(table, folder, overwrite);
        said(
                Amounts.text(exported.rows(), "row") + " of " + exported.table() + " in "
                        + Escaped.text(folder.toString(), 400)
                        + (exported.byDate() ? ", a folder for each day" : ""),
                ExitCode.OK);
        return ExitCode.OK;
    }
}
