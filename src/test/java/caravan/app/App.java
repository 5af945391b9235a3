package caravan.app;

import caravan.cli.Engine;
import caravan.cli.StoreAccess;
import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.store.Store;
import caravan.sync.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/**
 * The application as it runs, on the routes of the repository: a folder with its lake, its spool and its settings, and one engine
 * at a time on it. {@link #stop()} and the next sync are the end of a process and the start of another.
 */
final class App implements AutoCloseable {
    /** A Tuesday; long ago, so that no file that a test makes is older than its clock says. */
    static final Instant NOW = Instant.parse("2024-11-05T12:20:00Z");

    /** The last hour that has closed and had its grace. */
    static final Hour LAST = Hour.parse("2024-11-05T09");

    final SettableClock clock;
    private final Path place;
    private final Map<String, String> set = new LinkedHashMap<>();
    private Path routes = Path.of("routes");
    private UnaryOperator<StoreAccess> stores = UnaryOperator.identity();
    private Main camel;
    private StoreAccess access;
    private Engine engine;

    App(Path place) {
        this(place, new SettableClock(NOW));
    }

    private App(Path place, SettableClock clock) {
        this.place = place;
        this.clock = clock;
        set.put("caravan.store", "file");
        set.put("caravan.file.directory", place.resolve("lake").toString());
        set.put("caravan.spool.directory", place.resolve("spool").toString());
        set.put("caravan.spool.quota", "1GiB");
        set.put("caravan.dead-letters.directory", place.resolve("dead-letters").toString());
        set.put("caravan.redelivery.delay", "PT0.01S");
        set.put("caravan.redelivery.max-delay", "PT0.02S");
        set.put("caravan.downloads", "1");
        set.put("caravan.http.address", "127.0.0.1:0");
    }

    /** The one project, {@code default}, asks this simulator. */
    App(Path place, Simulator amplitude) {
        this(place);
        asks(amplitude.url().toString());
    }

    App asks(String url) {
        return set("caravan.amplitude.url", url)
                .set("caravan.amplitude.api-key", SimulatedProject.small().apiKey())
                .set("caravan.amplitude.secret-key", SimulatedProject.small().secretKey());
    }

    /** One of several projects. */
    App asks(String name, Simulator amplitude) {
        return set("caravan.projects." + name + ".url", amplitude.url().toString())
                .set(
                        "caravan.projects." + name + ".api-key",
                        SimulatedProject.small().apiKey())
                .set(
                        "caravan.projects." + name + ".secret-key",
                        SimulatedProject.small().secretKey());
    }

    /** Counts from the next engine on, as all settings do. */
    App set(String key, String value) {
        set.put(key, value);
        return this;
    }

    App since(Hour start) {
        return set("caravan.start", start.toString());
    }

    /** Puts something between the application and its store. */
    App through(UnaryOperator<StoreAccess> between) {
        stores = between;
        return this;
    }

    /** Runs edited routes in place of the repository's. */
    App onRoutes(Path folder) {
        routes = folder;
        return this;
    }

    /** Another process with the same settings, store and spool, and a clock of its own. */
    App twin() {
        App twin = new App(place, new SettableClock(clock.instant()));
        twin.set.clear();
        twin.set.putAll(set);
        twin.stores = stores;
        twin.routes = routes;
        return twin;
    }

    /** As {@code --set} would have them. */
    Map<String, String> settings() {
        return Map.copyOf(set);
    }

    Configuration configuration() throws ConfigurationRefused {
        return Configuration.of(set, place, clock);
    }

    /** An engine with everything bound, not started. */
    Engine bind(Engine.Life life) throws Exception {
        return bind(configuration(), life);
    }

    Engine bind(Configuration configuration, Engine.Life life) throws Exception {
        access = stores.apply(StoreAccess.of(configuration.settings()));
        engine = new Engine(configuration, access, routes, Path.of("dbt"), life, clock);
        camel = engine.camel();
        return engine;
    }

    App start() throws Exception {
        bind(Engine.Life.ONE_SHOT).start();
        return this;
    }

    Run sync() throws Exception {
        return sync(Run.ofEverything());
    }

    Run sync(HourRange range) throws Exception {
        return sync(new Run(Optional.of(range), Optional.empty()));
    }

    Run sync(Run run) throws Exception {
        if (engine == null) {
            start();
        }
        return engine.sync(run);
    }

    Main camel() {
        return camel;
    }

    /** The store as it is, with nothing between. */
    Store store() throws ConfigurationRefused {
        return StoreAccess.of(configuration().settings()).store();
    }

    Ledger ledger() throws ConfigurationRefused {
        return ledger("default");
    }

    Ledger ledger(String project) throws ConfigurationRefused {
        return new Ledger(store(), project, Runnable::run);
    }

    /** What lies in the spool, of all processes, but for their locks. */
    List<Path> spooled() throws IOException {
        Path spool = place.resolve("spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(spool)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .sorted()
                    .toList();
        }
    }

    /** The dead letters of all processes. */
    List<DeadLetter> letters() throws Exception {
        return new DeadLetters(place.resolve("dead-letters"), Duration.ofDays(30), clock)
                .read()
                .letters();
    }

    Path place() {
        return place;
    }

    /** The process is at its end; what it has on disk stays. */
    void stop() throws IOException {
        if (engine != null) {
            engine.close();
            access.close();
            engine = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
