package caravan.cli;

import caravan.config.S3Keys;
import caravan.config.Settings;
import caravan.config.StoreKind;
import caravan.store.StoreRouteGuard;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;

/** Refuses the start where the put-object route puts into another bucket than the ledger's, before any route runs. */
final class StoreRoute extends MainListenerSupport {
    private final Settings settings;

    StoreRoute(Settings settings) {
        this.settings = settings;
    }

    /** With the routes loaded and none started; {@code beforeStart} would come only to a process that runs until it is stopped. */
    @Override
    public void afterConfigure(BaseMainSupport main) {
        DirectTargets.check((ModelCamelContext) main.getCamelContext());
        if (settings.store() == StoreKind.S3) {
            String bucket = settings.s3().map(S3Keys::bucket).orElseThrow();
            try {
                StoreRouteGuard.check((ModelCamelContext) main.getCamelContext(), bucket);
            } catch (IllegalStateException e) {
                throw new RoutesRefused("routes/stores/s3.camel.yaml: " + e.getMessage() + "; nothing was started", e);
            }
        }
    }
}
