package caravan.cli;

import caravan.config.Settings;
import caravan.model.Models;
import caravan.model.RefreshWatch;
import caravan.warehouse.Refresh;
import java.nio.file.Path;

/** The models of {@code dbt/}, on the embedded warehouse. */
final class ModelSteps {
    private ModelSteps() {}

    /**
     * @param folder the dbt project
     * @param verbose whether the SQL of every model is written beside the warehouse, and not only of one that fails
     */
    static Models models(Path folder, Settings settings, boolean verbose) {
        return new Models(folder, settings.duckDb().file().resolveSibling("compiled"), verbose);
    }

    /** What a sync does at its end. */
    static Refresh refresh(Path folder, Settings settings) {
        Models models = models(folder, settings, false);
        return warehouse -> models.refresh(warehouse.connection(), false, RefreshWatch.NOBODY);
    }
}
