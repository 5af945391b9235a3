package caravan.cli;

import caravan.archive.AmplitudeHttp;
import caravan.archive.Spool;
import caravan.config.Configuration;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.failure.FailureTable;
import caravan.failure.RetryAfter;
import caravan.landing.StrictGzip;
import caravan.ledger.Commit;
import caravan.ledger.LedgerJson;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.store.KnownSums;
import caravan.store.Store;
import caravan.sync.Archives;
import caravan.sync.BadLines;
import caravan.sync.Cases;
import caravan.sync.Changes;
import caravan.sync.EmptyHours;
import caravan.sync.EntryUnpacking;
import caravan.sync.Failures;
import caravan.sync.Fetch;
import caravan.sync.Landings;
import caravan.sync.Restatements;
import caravan.sync.Run;
import caravan.sync.Syncs;
import caravan.sync.Telling;
import caravan.sync.Turns;
import caravan.sync.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The running routes: Camel with the beans that they name. The only place that knows both all of Caravan's parts and Camel. */
public final class Engine implements AutoCloseable {
    private final Main camel = new Main();
    private final Spool spool;
    private final Threads threads;
    private final Syncs syncs;
    private final Turns turns;
    private final Listener listener;
    private final Observation observation;
    private volatile boolean syncing;

    /** How long the process is meant to live. */
    public enum Life {
        /** One sync, then an exit code: no schedule, and no long wait on {@code Retry-After}. */
        ONE_SHOT(Duration.ofMinutes(2)),
        /** Until it is stopped. */
        SERVICE(Duration.ofMinutes(15));

        private final Duration longestWait;

        Life(Duration longestWait) {
            this.longestWait = longestWait;
        }
    }

    /**
     * Binds everything; nothing runs yet.
     *
     * @param routes the folder with the chapters
     * @param clock says which hours have closed
     */
    public Engine(Configuration configuration, StoreAccess access, Path routes, Life life, Clock clock)
            throws IOException {
        Settings settings = configuration.settings();
        listener = new Listener(settings.httpAddress());
        if (life == Life.SERVICE) {
            listener.tryAddress();
        }
        threads = new Threads(settings.uploads());
        spool = new Spool(settings.spoolDirectory(), SpoolQuota.of(settings), clock);
        ObjectKeys keys = new ObjectKeys(settings.landingKey());
        Sweep sweep = new Sweep(access.store(), keys, clock);
        camel.bind("store", access.store());
        access.s3Client().ifPresent(client -> camel.bind("s3Client", client));
        DeadLetters letters = new DeadLetters(settings.deadLetters(), settings.deadLetterRetention(), clock);
        boolean service = life == Life.SERVICE;
        observation = service ? Observation.of(camel, settings, spool, letters, clock) : Observation.none();
        Watch watch = observation.watch();
        syncs = new Syncs(settings, access.store(), threads.listings(), spool, sweep, letters, clock, service, watch);
        camel.bind("syncs", syncs);
        turns = new Turns(clock);
        camel.bind("turns", turns);
        bindSteps(settings, access.store(), keys, letters, clock);
        bindFailures(
                settings,
                access.store(),
                letters,
                Webhook.bind(camel, settings, access.store(), threads.watches(), clock),
                life,
                clock);
        camel.bind(
                "amplitudeHttp",
                new AmplitudeHttp(byName(settings), settings.limits(), threads.watches()).tells(observation.heard()));
        threads.bindTo(camel);
        RouteFiles.configure(camel, configuration, routes, life == Life.SERVICE);
        if (life == Life.SERVICE) {
            listener.configure(camel);
            new HttpTriggers(settings, threads.watches(), clock).bindTo(camel);
        } else {
            // A sync that is told to stop stops at once: nothing half-done counts, and there is nothing to wait for.
            camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::told, "told-to-stop"));
    }

    /** What the routes of windows, hours and entries call. */
    private void bindSteps(Settings settings, Store store, ObjectKeys keys, DeadLetters letters, Clock clock) {
        String extension = settings.format().extension();
        camel.bind("fetch", new Fetch(spool, clock));
        camel.bind(
                "archives", new Archives(spool, settings.limits(), extension.endsWith(".gz"), settings.keepArchives()));
        Commit commit = new Commit(clock);
        BadLines badLines = new BadLines(letters, clock);
        camel.bind("landings", new Landings(store, commit, keys, extension, badLines, clock));
        camel.bind("emptyHours", new EmptyHours(commit, clock));
        camel.bind("restatements", new Restatements(clock));
        camel.bind("changes", new Changes(store, settings.limits()));
        KnownSums sums = new KnownSums();
        camel.bind("knownSums", sums);
        camel.bind("strict-gzip", new StrictGzip(new EntryUnpacking(spool, sums)));
        camel.bind("ledgerJson", LedgerJson.MAPPER);
    }

    /** What is asked when a step fails. */
    private void bindFailures(
            Settings settings, Store store, DeadLetters letters, Telling telling, Life life, Clock clock) {
        FailureTable table = new FailureTable();
        camel.bind("failureTable", table);
        OtherRegion elsewhere = OtherRegion.ofAmplitude(settings.limits().firstByte());
        Failures.Memory journal = LocalCache.of(settings, store).journal()::failed;
        Failures.Memory memory = journal.and(telling).and(observation.memory());
        camel.bind("failures", new Failures(table, elsewhere::words, new Cases(letters, clock), memory, clock));
        int tries = settings.redelivery().tries();
        RetryAfter wait = new RetryAfter(life.longestWait, tries);
        camel.bind("retryAfter", new CountedTries(wait, tries, table, observation.repeated()));
    }

    private static Map<String, Project> byName(Settings settings) {
        return settings.projects().stream().collect(Collectors.toMap(Project::name, Function.identity()));
    }

    /**
     * Loads and starts the routes.
     *
     * @throws RoutesRefused where they cannot run
     */
    public void start() {
        try {
            camel.start();
        } catch (RoutesRefused e) {
            throw e;
        } catch (RuntimeException e) {
            throw RoutesRefused.by(e);
        }
    }

    /** For a service: refuses a store that cannot keep several processes apart where several are meant; one that is away is let be. */
    public void tryStore() throws IOException {
        syncs.tryStore();
    }

    /** Runs until the process is told to stop; then lets windows under way come to their end, for a while. */
    public void runUntilStopped() {
        try {
            camel.run();
        } catch (RoutesRefused e) {
            throw e;
        } catch (Exception e) {
            throw RoutesRefused.by(e);
        }
    }

    /** No new window from now on; what is under way comes to its end, or dies with the process. */
    private void told() {
        syncs.stop();
        turns.stop();
        if (syncing) {
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
        camel.stop();
        threads.close();
        spool.close();
    }
}
