package caravan.cli;

import caravan.config.Secret;
import caravan.config.Settings;
import caravan.notify.Notices;
import caravan.notify.WebhookHttp;
import caravan.store.Store;
import caravan.sync.Telling;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.main.Main;

/** The beans of {@code routes/notify.camel.yaml}. */
final class Webhook {
    private Webhook() {}

    /** They are there without a webhook too: the route is, and does nothing then. */
    static Telling bind(Main camel, Settings settings, Store store, ScheduledExecutorService watches, Clock clock) {
        Optional<Secret> webhook = settings.notifications().webhook();
        Store here = LocalCache.of(settings, store).notified();
        Telling telling = new Telling(webhook.map(any -> new Notices(store, here, clock)), clock);
        camel.bind("telling", telling);
        camel.bind("webhookHttp", new WebhookHttp(webhook, watches));
        return telling;
    }
}
