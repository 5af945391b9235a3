package caravan.cli;

import caravan.config.Configuration;
import caravan.config.KeyMeaning;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.console.ConsoleParts;
import caravan.console.Gate;
import caravan.console.Lineage;
import caravan.console.Live;
import caravan.console.Pictures;
import caravan.console.Reports;
import caravan.console.Running;
import caravan.console.Spelling;
import caravan.console.StatusAnswer;
import caravan.failure.DeadLetters;
import caravan.hour.DueHours;
import caravan.hour.HourRange;
import caravan.ledger.ChangeLog;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.model.LineagePicture;
import caravan.observe.SyncSign;
import caravan.status.RecordReading;
import caravan.status.Reopen;
import caravan.status.Reopened;
import caravan.status.StatusReading;
import caravan.sync.Run;
import caravan.sync.Turns;
import caravan.sync.Watch;
import caravan.sync.Watches;
import caravan.trigger.CallersHeaders;
import caravan.trigger.Hosts;
import caravan.trigger.Sessions;
import caravan.trigger.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The console of a service: who looks on while it works, and what its routes ask. */
final class Viewers implements AutoCloseable {
    private static final int READS = 8;

    private final Configuration configuration;
    private final StoreAccess access;
    private final boolean demo;
    private final Clock clock;
    private final DueHours dueHours;
    private final DeadLetters letters;
    private final ExecutorService reads = Pool.of(READS, "view");
    private final ExecutorService reader = Executors.newSingleThreadExecutor(Threads.named("ledger"));
    private final Running running;
    private final Live live;
    private final Pictures pictures;
    private final Turns turns;
    private final Reports reports;
    private final Optional<Sessions> sessions;

    /**
     * @param beats keeps connections alive on which nothing happens
     * @param demo whether commands are spelled as the demo's
     */
    Viewers(
            Configuration configuration,
            StoreAccess access,
            DeadLetters letters,
            ScheduledExecutorService beats,
            boolean demo,
            Clock clock) {
        Settings settings = configuration.settings();
        this.configuration = configuration;
        this.access = access;
        this.letters = letters;
        this.demo = demo;
        this.clock = clock;
        dueHours = new DueHours(clock, settings.grace(), settings.restate());
        running = new Running(clock);
        live = new Live(clock, beats);
        LocalCache cache = LocalCache.of(settings, access.store());
        StatusReading reading = new StatusReading(new RecordReading(cache.records(), reads), dueHours, cache.journal());
        List<Ledger> ledgers = settings.projects().stream()
                .map(Project::name)
                .map(name -> new Ledger(access.store(), name, reads))
                .toList();
        pictures = new Pictures(ledgers, reading, reader, live::ledger);
        turns = new Turns(clock, this::run);
        reports = new EmbeddedReports(settings, turns, pictures).reports();
        sessions = settings.httpTokenFile().map(TokenFile::new).map(token -> new Sessions(token, clock));
    }

    /** One sync at a time, and those who look on are told of it. */
    Turns turns() {
        return turns;
    }

    Optional<Sessions> sessions() {
        return sessions;
    }

    /** @param first told before these */
    Watch watch(Watch first) {
        return new Watches(List.of(first, running, pictures, live));
    }

    /** One that is queued, waits, begins or is over. */
    void run(Run run) {
        running.run(run);
        live.run(run);
        if (run.finishedAt().isPresent()) {
            reports.forget();
        }
    }

    Reopened reopen(String project, HourRange hours, String reason) throws IOException {
        try {
            return new Reopen(dueHours, reads).of(pictures.ledger(project), hours, reason);
        } finally {
            pictures.read(project);
        }
    }

    /** What the routes of the console name. */
    void bindTo(Main camel, Path models, ObjectKeys keys, Function<String, SyncSign> syncs) {
        Settings settings = configuration.settings();
        camel.bind("callersHeaders", new CallersHeaders());
        camel.bind(
                "gate",
                new Gate(
                        Hosts.of(settings.httpAddress(), settings.httpHosts()),
                        settings.httpTokenFile().map(TokenFile::new),
                        sessions,
                        clock));
        camel.bind("console", parts(models, keys, syncs).console());
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                pictures.readAll();
            }

            @Override
            public void beforeStop(BaseMainSupport stopping) {
                live.close();
            }
        });
    }

    private ConsoleParts parts(Path models, ObjectKeys keys, Function<String, SyncSign> syncs) {
        Settings settings = configuration.settings();
        boolean warehouse = settings.warehouse() != WarehouseKind.NONE;
        return new ConsoleParts(
                clock,
                pictures,
                running,
                live,
                reports,
                new Lineage(warehouse ? Optional.of(() -> LineagePicture.of(models)) : Optional.empty()),
                dueHours,
                Observation.ticks(settings),
                new ServedStories(settings, access.store(), turns, clock).of(keys, dueHours, letters),
                letters,
                new ChangeLog(access.store()),
                sessions,
                syncs,
                new StatusAnswer.About(
                        Version.own(),
                        access.store().location(),
                        settings.warehouse().toString(),
                        settings.cron(),
                        settings.httpTokenFile().isPresent(),
                        demo),
                demo ? new Spelling(text -> DemoConfiguration.words(text, clock)) : Spelling.PLAIN,
                Version.camel(),
                configuration.effective(),
                KeyMeaning::of);
    }

    /** The process is told to stop: nobody is kept waiting by those who look on. */
    void stop() {
        live.close();
    }

    @Override
    public void close() {
        live.close();
        reader.shutdownNow();
        reads.shutdownNow();
    }
}
