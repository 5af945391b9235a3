package caravan.cli;

import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.store.Store;
import caravan.sync.Loading;
import caravan.warehouse.Loads;
import caravan.warehouse.Refresh;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.main.Main;

/** What the routes of a warehouse call, where one is configured. */
final class LoadSteps {
    private LoadSteps() {}

    static Loads loads(Settings settings, Store store, Clock clock) {
        return new Loads(settings.duckDb(), store, settings.limits().line(), clock);
    }

    static Optional<Loading> bind(Main camel, Settings settings, Store store, Refresh models, Clock clock) {
        if (settings.warehouse() == WarehouseKind.NONE) {
            return Optional.empty();
        }
        Loading loading = new Loading(loads(settings, store, clock), models, clock);
        camel.bind("loading", loading);
        // Of its own name, so that a route can be given other models.
        camel.bind("models", loading);
        return Optional.of(loading);
    }
}
