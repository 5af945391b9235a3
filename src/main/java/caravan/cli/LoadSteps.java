package caravan.cli;

import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.store.Store;
import caravan.sync.Loading;
import caravan.warehouse.Loads;
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

    static Loads loads(Settings settings, Store store, Clock clock) {
        return new Loads(settings.duckDb(), store, settings.limits().line(), clock);
    }

    /** @param models the folder of the dbt project */
    static Optional<Loading> bind(Main camel, Settings settings, Store store, Path models, Clock clock) {
        if (settings.warehouse() == WarehouseKind.NONE) {
            return Optional.empty();
        }
        Loading loading = new Loading(loads(settings, store, clock), ModelSteps.refresh(models, settings), clock);
        camel.bind("loading", loading);
        // Of its own name, so that a route can be given other models.
        camel.bind("models", loading);
        return Optional.of(loading);
    }
}
