package caravan.cli;

import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.store.Store;
import caravan.sync.Loading;
import caravan.warehouse.DuckDbWarehouse;
import caravan.warehouse.Loads;
import caravan.warehouse.Refresh;
import caravan.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.main.Main;

/** What the routes of a warehouse call, where one is configured. */
final class LoadSteps {
    /** What is said where a command needs one. */
    static final String NO_WAREHOUSE = "caravan.warehouse is none: there is no warehouse to load or to refresh;"
            + " caravan.warehouse=duckdb makes one on this machine, at caravan.duckdb.file";

    private LoadSteps() {}

    /** @param models what its refresh brings up to date */
    static Warehouse warehouse(Settings settings, Store store, Refresh models, Clock clock) {
        return new DuckDbWarehouse(settings.duckDb(), store, settings.limits().line(), clock, models);
    }

    /** @param models the folder of the dbt project */
    static Optional<Loading> bind(Main camel, Settings settings, Store store, Path models, Clock clock) {
        if (settings.warehouse() == WarehouseKind.NONE) {
            return Optional.empty();
        }
        Warehouse warehouse = warehouse(settings, store, ModelSteps.refresh(models, settings), clock);
        Loading loading = new Loading(new Loads(warehouse), clock);
        camel.bind("loading", loading);
        // Of its own name, so that a route can be given other models.
        camel.bind("models", loading);
        return Optional.of(loading);
    }
}
