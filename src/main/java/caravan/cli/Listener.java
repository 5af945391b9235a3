package caravan.cli;

import caravan.console.Live;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.EmbeddedHttpService;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the service listens for all that comes by HTTP: one address, one port. Who may ask for what is said by the routes behind it.
 *
 * @param hostAndPort {@code host:port}; port 0 is one that is free
 */
record Listener(String hostAndPort) {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** A caller says which hours, in a few words; nobody has more to say. */
    private static final long MOST_BYTES = 64 * 1024;

    /** Of a connection; longer than any answer takes. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    void configure(Main camel) {
        camel.configure()
                .httpServer()
                .withEnabled(true)
                .withHost(bare())
                .withPort(port())
                .withMaxBodySize(MOST_BYTES)
                .withFileUploadEnabled(false);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                bindVertx(main.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                LOG.info(
                        "listens at {}: the console is there, and health at /observe/health",
                        address(started.getCamelContext()));
            }
        });
    }

    private static void bindVertx(CamelContext camel) {
        Vertx vertx = BoundedVertx.hangingUpAfter(LONGEST_SILENCE, Live.MOST);
        camel.getRegistry().bind("vertx", vertx);
        try {
            camel.addService(new Ending(vertx));
        } catch (Exception e) {
            throw new IllegalStateException("Camel takes no service", e);
        }
    }

    private String host() {
        return hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
    }

    /** An IPv6 address without its brackets. */
    private String bare() {
        return host().replaceAll("[\\[\\]]", "");
    }

    private int port() {
        return Integer.parseInt(hostAndPort.substring(host().length() + 1));
    }

    /** Of a context that has started. */
    URI address(CamelContext camel) {
        EmbeddedHttpService server = camel.getRegistry().findSingleByType(EmbeddedHttpService.class);
        return URI.create("http://" + host() + ":" + server.getServerPort());
    }

    /**
     * Tries the address before anything starts: the server behind Camel only warns of one that it cannot have, and runs on deaf.
     *
     * @throws RoutesRefused where nobody can listen there
     */
    void tryAddress() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(bare(), port()));
        } catch (IOException e) {
            throw new RoutesRefused(
                    "caravan.http.address = '" + hostAndPort + "': nobody can listen there (" + e.getMessage()
                            + "), nothing was started; accepted is an address of this machine with a port that is free, or port 0 for any."
                            + " Another ./caravan run may have it",
                    e);
        }
    }

    /** Its threads end with the routes. */
    private static final class Ending extends ServiceSupport {
        private final Vertx vertx;

        Ending(Vertx vertx) {
            this.vertx = vertx;
        }

        @Override
        protected void doShutdown() {
            vertx.close();
        }
    }
}
