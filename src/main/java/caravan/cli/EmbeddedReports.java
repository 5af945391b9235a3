package caravan.cli;

import caravan.config.DuckDbSettings;
import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.console.Pictures;
import caravan.console.Reports;
import caravan.report.Report;
import caravan.report.ReportReading;
import caravan.sync.Turns;
import caravan.warehouse.DuckDb;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The report of the embedded warehouse within a service: read between two runs, for one process opens it to read or to write.
 *
 * @param pictures know how many hours are due
 */
record EmbeddedReports(Settings settings, Turns turns, Pictures pictures) {
    Reports reports() {
        return new Reports(
                settings.warehouse() == WarehouseKind.DUCKDB ? Optional.of(this::between) : Optional.empty());
    }

    private Optional<List<Report>> between() throws Exception {
        return turns.between(this::read);
    }

    private List<Report> read() throws Exception {
        if (!Files.exists(settings.duckDb().file())) {
            return List.of();
        }
        DuckDbSettings place = WarehousePlace.reading(settings.duckDb());
        try (DuckDb open = DuckDb.openReadOnly(place)) {
            return new ReportReading(open.connection())
                    .of(Optional.empty()).stream()
                            .map(report -> pictures.due(report.project())
                                    .map(report::withDue)
                                    .orElse(report))
                            .toList();
        }
    }
}
