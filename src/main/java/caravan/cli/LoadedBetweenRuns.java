package caravan.cli;

import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.hour.Hour;
import caravan.status.LoadedHour;
import caravan.store.Store;
import caravan.sync.Turns;
import caravan.warehouse.Mark;
import caravan.warehouse.Refresh;
import caravan.warehouse.Warehouse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** How an hour stands in the warehouse, within a service: the embedded one is looked at between two runs, which need it alone. */
record LoadedBetweenRuns(Turns turns, Clock clock) {
    LoadedHour of(Settings settings, Store store) {
        if (settings.warehouse() == WarehouseKind.NONE) {
            return LoadedHour.NOWHERE;
        }
        Warehouse warehouse = LoadSteps.warehouse(settings, store, Refresh.NONE, false, clock);
        boolean embedded = settings.warehouse() == WarehouseKind.DUCKDB;
        return LoadedHour.in(
                LoadSteps.place(settings),
                (project, hour) -> embedded ? between(warehouse, project, hour) : warehouse.look(project, hour));
    }

    private Optional<Mark> between(Warehouse warehouse, String project, Hour hour) throws IOException {
        try {
            return turns.between(() -> warehouse.look(project, hour))
                    .orElseThrow(() -> new IOException("a sync has the warehouse; it is free again after it"));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
