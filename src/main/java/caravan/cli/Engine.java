package caravan.cli;

import caravan.archive.AmplitudeHttp;
import caravan.archive.Spool;
import caravan.config.Configuration;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.sync.Loading;
import caravan.sync.Run;
import caravan.sync.Syncs;
import caravan.sync.Telling;
import caravan.sync.Turns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running routes: Camel with the beans that they name. The only place that knows both all of Caravan's parts and Camel. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Main camel = new Main();
    private final Spool spool;
    private final Threads threads;
    private final Syncs syncs;
    private final Turns turns;
    private final Listener listener;
    private final Observation observation;
    private final Optional<Viewers> viewers;
    private final Optional<Loading> loading;
    private volatile boolean syncing;
    private volatile boolean serving;

    /** How long the process is meant to live. */
    public enum Life {
        /** One sync, then an exit code: no schedule, and no long wait on {@code Retry-After}. */
        ONE_SHOT(Duration.ofMinutes(2)),
        /** Until it is stopped. */
        SERVICE(Duration.ofMinutes(15)),
        /** A service that shows what a demo has made: its commands are the demo's. */
        DEMO(Duration.ofMinutes(15));

        private final Duration longestWait;

        Life(Duration longestWait) {
            this.longestWait = longestWait;
        }
    }

    /**
     * Binds everything; nothing runs yet.
     *
     * @param routes the folder with the chapters
     * @param models the folder of the dbt project
     * @param clock says which hours have closed
     */
    public Engine(Configuration configuration, StoreAccess access, Path routes, Path models, Life life, Clock clock)
            throws IOException {
        Settings settings = configuration.settings();
        boolean service = life != Life.ONE_SHOT;
        listener = new Listener(settings.httpAddress());
        require(configuration, routes, service);
        threads = new Threads(settings.uploads());
        spool = new Spool(settings.spoolDirectory(), SpoolQuota.of(settings), clock);
        DeadLetters letters = new DeadLetters(settings.deadLetters(), settings.deadLetterRetention(), clock);
        viewers = service
                ? Optional.of(new Viewers(configuration, access, letters, threads.watches(), life == Life.DEMO, clock))
                : Optional.empty();
        observation =
                viewers.map(these -> observed(these, settings, letters, clock)).orElseGet(Observation::none);
        turns = viewers.map(Viewers::turns).orElseGet(() -> new Turns(clock));
        ObjectKeys keys = new ObjectKeys(settings.landingKey());
        syncs = new Syncs(
                settings,
                access.store(),
                threads.listings(),
                spool,
                new Sweep(access.store(), keys, clock),
                letters,
                clock,
                service,
                observation.watch());
        bindSync(settings, access);
        new Steps(settings, access.store(), keys, spool, letters, clock).bindTo(camel);
        loading = LoadSteps.bind(camel, settings, access.store(), models, clock);
        Telling telling = Webhook.bind(camel, settings, access.store(), threads.watches(), clock);
        new FailureSteps(settings, access.store(), letters, clock)
                .bindTo(camel, telling, observation, life.longestWait);
        if (viewers.isPresent()) {
            listener.configure(camel);
            viewers.get().bindTo(camel, models, keys, observation.syncs());
            new HttpTriggers(settings, threads.watches(), clock, viewers.get()).bindTo(camel);
        } else {
            // A sync that is told to stop stops at once: nothing half-done counts, and there is nothing to wait for.
            camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::told, "told-to-stop"));
    }

    private Observation observed(Viewers these, Settings settings, DeadLetters letters, Clock clock) {
        Observation own = Observation.of(camel, settings, spool, letters, clock);
        return own.through(these.watch(own.watch()));
    }

    /** What refuses comes first: nothing is open yet that would have to be closed. */
    private void require(Configuration configuration, Path routes, boolean service) {
        if (service) {
            listener.tryAddress();
            HttpTriggers.requireToken(configuration.settings());
        }
        RouteFiles.configure(camel, configuration, routes, service);
    }

    /** What the routes of a sync and its windows call, and where they ask and put. */
    private void bindSync(Settings settings, StoreAccess access) {
        camel.bind("syncs", syncs);
        camel.bind("turns", turns);
        camel.bind("store", access.store());
        access.s3Client().ifPresent(client -> camel.bind("s3Client", client));
        camel.bind(
                "amplitudeHttp",
                new AmplitudeHttp(byName(settings), settings.limits(), threads.watches()).tells(observation.heard()));
        threads.bindTo(camel);
    }

    private static Map<String, Project> byName(Settings settings) {
        return settings.projects().stream().collect(Collectors.toMap(Project::name, Function.identity()));
    }

    /** Loads and starts the routes; {@link RoutesRefused} where they cannot run. */
    public void start() {
        try {
            camel.start();
        } catch (RuntimeException e) {
            throw RoutesRefused.by(e);
        }
    }

    /** For a service: refuses a store that cannot keep several processes apart where several are meant; one that is away is let be. */
    public void tryStore() throws IOException {
        syncs.tryStore();
    }

    /** Tells where a service listens, once it does. */
    void whenStarted(Consumer<URI> told) {
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                told.accept(address());
            }
        });
    }

    /** Runs until the process is told to stop; then lets windows under way come to their end, for a while. */
    public void runUntilStopped() {
        serving = true;
        try {
            camel.run();
        } catch (Exception e) {
            throw RoutesRefused.by(e);
        }
    }

    /** No new window from now on; what is under way comes to its end, or dies with the process. */
    private void told() {
        syncs.stop();
        turns.stop();
        loading.ifPresent(Loading::stop);
        viewers.ifPresent(Viewers::stop);
        if (serving) {
            // Here, because nothing that is said after the routes have stopped is sure to be heard.
            LOG.info("told to stop: no new window is taken, and what is under way may take 30 s more;"
                    + " hours without a record are due at the next start");
        } else if (syncing) {
            System.err.println("\nstopped: hours without a record stay due, and the next sync takes them up");
        }
    }

    /** One sync; returns when it is at its end. */
    public Run sync(Run run) {
        syncing = true;
        try {
            return requested(run);
        } finally {
            syncing = false;
        }
    }

    private Run requested(Run run) {
        try (ProducerTemplate template = camel.getCamelContext().createProducerTemplate()) {
            return template.requestBody("direct:sync-hours", run, Run.class);
        } catch (CamelExecutionException e) {
            throw new IllegalStateException(
                    "the sync could not begin: " + e.getCause().getMessage(), e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a service that runs listens: {@code http://host:port}. */
    public URI address() {
        return listener.address(camel.getCamelContext());
    }

    public Main camel() {
        return camel;
    }

    @Override
    public void close() throws IOException {
        turns.stop();
        viewers.ifPresent(Viewers::close);
        camel.stop();
        loading.ifPresent(Loading::release);
        threads.close();
        spool.close();
    }
}
