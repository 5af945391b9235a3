package caravan.cli;

import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.snowflake.SnowflakeWarehouse;
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

    /** What is said where a command is of the embedded warehouse alone. */
    static String isElsewhere(WarehouseKind kind) {
        return "caravan.warehouse is " + kind
                + ", and this command is of the embedded warehouse, caravan.warehouse=duckdb, alone;" + " ask " + kind
                + " with its own programs (docs/" + kind + ".md)";
    }

    private LoadSteps() {}

    /**
     * @param models what its refresh brings up to date, where that is done here
     * @param waits whether the load of an hour waits for what brings it in by itself
     */
    static Warehouse warehouse(Settings settings, Store store, Refresh models, boolean waits, Clock clock) {
        return settings.warehouse() == WarehouseKind.SNOWFLAKE
                ? new SnowflakeWarehouse(settings.snowflake(), settings.prefix(), waits, clock)
                : new DuckDbWarehouse(
                        settings.duckDb(), store, settings.limits().line(), clock, models);
    }

    /** Hours that are loaded at the same time by hand. */
    static int threads(Settings settings) {
        return settings.warehouse() == WarehouseKind.SNOWFLAKE
                ? settings.snowflake().threads()
                : settings.duckDb().threads();
    }

    /** For people: where hours are loaded into. */
    static String place(Settings settings) {
        return settings.warehouse() == WarehouseKind.SNOWFLAKE
                ? settings.snowflake().place()
                : settings.duckDb().file().toString();
    }

    /** @param models the folder of the dbt project */
    static Optional<Loading> bind(Main camel, Settings settings, Store store, Path models, Clock clock) {
        if (settings.warehouse() == WarehouseKind.NONE) {
            return Optional.empty();
        }
        Warehouse warehouse = warehouse(settings, store, ModelSteps.refresh(models, settings), false, clock);
        Loading loading = new Loading(new Loads(warehouse), clock);
        camel.bind("loading", loading);
        // Of its own name, so that a route can be given other models.
        camel.bind("models", loading);
        return Optional.of(loading);
    }
}
