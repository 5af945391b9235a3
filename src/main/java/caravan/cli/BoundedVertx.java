package caravan.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.time.Duration;

/**
 * Vert.x whose servers hang up on whoever is silent for a while. Camel has no option for it, and a body that never comes would
 * hold its connection for ever.
 */
final class BoundedVertx extends VertxWrapper {
    private final Duration silence;

    private BoundedVertx(VertxInternal vertx, Duration silence) {
        super(vertx);
        this.silence = silence;
    }

    static Vertx hangingUpAfter(Duration silence) {
        return hangingUpAfter(silence, 0);
    }

    /** @param more threads beside the usual ones: each is held by somebody for as long as he looks on */
    static Vertx hangingUpAfter(Duration silence, int more) {
        VertxOptions options = new VertxOptions().setWorkerPoolSize(VertxOptions.DEFAULT_WORKER_POOL_SIZE + more);
        return new BoundedVertx((VertxInternal) Vertx.vertx(options), silence);
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        return super.createHttpServer(options.setIdleTimeout(Math.toIntExact(silence.toSeconds())));
    }
}
