package caravan.demo;

import caravan.hour.HourRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.main.Main;
import org.apache.camel.spi.EmbeddedHttpService;

/**
 * Amplitude's Export API on loopback, for the demo and for tests: {@code GET /api/2/export} with HTTP Basic, answered
 * from a {@link SimulatedProject}. It runs in a Camel context of its own, so that a context beside it is not touched.
 */
public final class Simulator implements AutoCloseable {
    private final Main camel = new Main();
    private final Workbench workbench;
    private final Gate gate;

    private Simulator(SimulatedProject project, Workbench workbench) {
        this.workbench = workbench;
        gate = new Gate(project);
        // Neither the properties nor the environment of the product that it runs beside mean the simulator.
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.configure()
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                .withAutoConfigurationSystemPropertiesEnabled(false)
                .withBasePackageScanEnabled(false)
                // Else Camel would hold each archive in memory, on its way to the client.
                .withStreamCachingEnabled(false)
                // An answer that its client stopped reading may never end; nothing is gained by waiting for it.
                .withShutdownTimeout(1)
                .withName("amplitude-simulator")
                .withRoutesIncludePattern("classpath:caravan/demo/simulator.camel.yaml");
        camel.configure()
                .httpServer()
                .withEnabled(true)
                .withHost("127.0.0.1")
                .withPort(0)
                .withFileUploadEnabled(false);
        camel.bind("gate", gate);
        camel.bind("workbench", workbench);
        camel.bind("packing", new Packing());
    }

    /** Listens on a free port of 127.0.0.1 when it returns. */
    public static Simulator start(SimulatedProject project) throws IOException {
        return start(project, new Workbench());
    }

    static Simulator start(SimulatedProject project, Workbench workbench) throws IOException {
        Simulator simulator = new Simulator(project, workbench);
        try {
            simulator.camel.start();
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw new IOException("the Amplitude simulator did not start: " + e.getMessage(), e);
        }
    }

    /** Base of the API, without a path and without a slash at the end. */
    public URI url() {
        EmbeddedHttpService server = camel.getCamelContext().getRegistry().findSingleByType(EmbeddedHttpService.class);
        return URI.create("http://127.0.0.1:" + server.getServerPort());
    }

    /** What was asked so far, oldest first, with the status each request got. */
    public List<Request> requests() {
        return gate.requests();
    }

    /** From now on each request with right keys and a right range is put to this function, one after the other, before it is answered. */
    public void answer(Function<HourRange, Optional<Trouble>> troubles) {
        gate.answer(troubles);
    }

    /** From now on more hours than this in one request get 400. */
    public void maxHours(int hours) {
        gate.maxHours(hours);
    }

    /** Where it makes its archives; holds nothing between requests. */
    Path directory() {
        return workbench.directory();
    }

    @Override
    public void close() {
        camel.stop();
        workbench.close();
    }
}
