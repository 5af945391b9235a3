package caravan.cli;

import caravan.bigquery.BigQueryWarehouse;
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
            + " caravan.warehouse=duckdb makes one on this machine, at caravan.duckdb.file; bigquery is Google's";

    /** Much of a load is waiting for others; each that uploads holds a few megabytes. */
    private static final int MOST_AT_ONCE = 8;

    private LoadSteps() {}

    /** @param models what its refresh brings up to date */
    static Warehouse warehouse(Settings settings, Store store, Refresh models, Clock clock) {
        int longest = settings.limits().line();
        return settings.warehouse() == WarehouseKind.BIGQUERY
                ? bigQuery(settings, store, longest, clock)
                : new DuckDbWarehouse(settings.duckDb(), store, longest, clock, models);
    }

    private static Warehouse bigQuery(Settings settings, Store store, int longest, Clock clock) {
        return new BigQueryWarehouse(settings.bigQuery().orElseThrow(), settings.redelivery(), store, longest, clock);
    }

    /** How many hours are loaded at once where nothing lands beside them. */
    static int threads(Settings settings) {
        return settings.warehouse() == WarehouseKind.BIGQUERY
                ? Math.min(MOST_AT_ONCE, settings.uploads())
                : settings.duckDb().threads();
    }

    /** Where the warehouse is, for people. */
    static String place(Settings settings) {
        return settings.bigQuery()
                .map(there -> "BigQuery, " + there.project() + "." + there.events())
                .orElseGet(() -> settings.duckDb().file().toString());
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
