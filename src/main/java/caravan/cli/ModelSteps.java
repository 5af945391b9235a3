package caravan.cli;

import caravan.config.Home;
import caravan.config.Settings;
import caravan.model.Models;
import caravan.model.RefreshWatch;
import caravan.warehouse.Refresh;

/** The models of {@code dbt/}, on the embedded warehouse. */
final class ModelSteps {
    private ModelSteps() {}

    /** @param verbose whether the SQL of every model is written beside the warehouse, and not only of one that fails */
    static Models models(Home home, Settings settings, boolean verbose) {
        return new Models(home.models(), settings.duckDb().file().resolveSibling("compiled"), verbose);
    }

    /** What a sync does at its end. */
    static Refresh refresh(Home home, Settings settings) {
        Models models = models(home, settings, false);
        return warehouse -> models.refresh(warehouse.connection(), false, RefreshWatch.NOBODY);
    }
}
