package caravan.cli;

import caravan.bigquery.BigQueryWarehouse;
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
            + " caravan.warehouse=duckdb makes one on this machine, at caravan.duckdb.file; snowflake and bigquery are elsewhere";

    /** Much of a load is waiting for others; each that uploads holds a few megabytes. */
    private static final int MOST_AT_ONCE = 8;

    private LoadSteps() {}

    /**
     * @param models what its refresh brings up to date, where that is done here
     * @param waits whether the load of an hour waits for what brings it in by itself
     */
    static Warehouse warehouse(Settings settings, Store store, Refresh models, boolean waits, Clock clock) {
        int longest = settings.limits().line();
        return switch (settings.warehouse()) {
            case SNOWFLAKE ->
                new SnowflakeWarehouse(settings.snowflake().orElseThrow(), settings.prefix(), waits, clock);
            case BIGQUERY ->
                new BigQueryWarehouse(settings.bigQuery().orElseThrow(), settings.redelivery(), store, longest, clock);
            case NONE, DUCKDB -> new DuckDbWarehouse(settings.duckDb(), store, longest, clock, models);
        };
    }

    /** How many hours are loaded at once where nothing lands beside them. */
    static int threads(Settings settings) {
        return switch (settings.warehouse()) {
            case SNOWFLAKE -> settings.snowflake().orElseThrow().threads();
            case BIGQUERY -> Math.min(MOST_AT_ONCE, settings.uploads());
            case NONE, DUCKDB -> settings.duckDb().threads();
        };
    }

    /** Where the warehouse is, for people. */
    static String place(Settings settings) {
        return switch (settings.warehouse()) {
            case SNOWFLAKE -> settings.snowflake().orElseThrow().place();
            case BIGQUERY -> settings.bigQuery().orElseThrow().place();
            case NONE, DUCKDB -> settings.duckDb().file().toString();
        };
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
