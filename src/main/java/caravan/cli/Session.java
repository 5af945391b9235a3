package caravan.cli;

import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import caravan.config.Cron;
import caravan.config.Home;
import caravan.config.Project;
import caravan.config.Settings;
import caravan.config.WarehouseKind;
import caravan.driver.Driver;
import caravan.failure.DeadLetters;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.status.LoadedHour;
import caravan.status.RecordReading;
import caravan.status.Ticks;
import caravan.store.Store;
import caravan.sync.Run;
import caravan.warehouse.Refresh;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import software.amazon.awssdk.services.s3.S3Client;

/** What every command on a configured Caravan needs: the configuration, read once, the log, and the store. */
final class Session implements AutoCloseable {
    private static final int READS = 16;

    private final Home home;
    private final Configuration configuration;
    private final StoreAccess access;
    private final Clock clock;
    private ExecutorService reads;

    private Session(Home home, Configuration configuration, Clock clock) {
        this.home = home;
        this.configuration = configuration;
        this.access = StoreAccess.of(configuration.settings());
        this.clock = clock;
    }

    /** As the command line, the environment and the files say. */
    static Session open(CaravanCommand command, Clock clock) throws ConfigurationRefused, IOException {
        return open(command, clock, false);
    }

    /** On what the demo has left in its folder; there is no Amplitude behind it. */
    static Session openDemo(CaravanCommand command, Clock clock) throws ConfigurationRefused, IOException {
        Home home = Home.detect();
        Configuration configuration = DemoConfiguration.of(home, URI.create("http://127.0.0.1"), command.set(), clock);
        return of(home, configuration, command.isVerbose(), false, clock);
    }

    /** The same for long work, which shows its progress where a person watches. */
    static Session openWatched(CaravanCommand command, Clock clock) throws ConfigurationRefused, IOException {
        return open(command, clock, Progress.isWatched());
    }

    private static Session open(CaravanCommand command, Clock clock, boolean watched)
            throws ConfigurationRefused, IOException {
        Home home = Home.detect();
        Configuration configuration = Configuration.load(command.set(), System.getenv(), home, clock);
        // The AWS SDK reads its own names from the environment, but no .env.
        configuration.sdkSystemProperties().forEach(System::setProperty);
        return of(home, configuration, command.isVerbose(), watched, clock);
    }

    static Session of(Home home, Configuration configuration, boolean verbose, boolean watched, Clock clock)
            throws IOException {
        if (watched) {
            Logs.aboveProgress(configuration.settings().log(), verbose, clock);
        } else {
            Logs.configure(configuration.settings().log(), verbose, clock);
        }
        Driver.require(configuration.settings().store());
        return new Session(home, configuration, clock);
    }

    Settings settings() {
        return configuration.settings();
    }

    Configuration configuration() {
        return configuration;
    }

    Home home() {
        return home;
    }

    Store store() {
        return access.store();
    }

    /** Where the store is a bucket. */
    Optional<S3Client> s3() {
        return access.s3Client();
    }

    Engine engine(Engine.Life life) throws IOException {
        Driver.require(settings().warehouse());
        return engineToTry(life);
    }

    /** Carries a run of these projects, and says what became of it. */
    int carried(Run run, CommandLine commandLine) throws IOException {
        projects(run.project(), commandLine);
        try (Engine engine = engine(Engine.Life.ONE_SHOT)) {
            engine.start();
            SyncSummary summary = new SyncSummary(run, clock);
            Progress.during(run, () -> engine.sync(run));
            summary.print(System.err, Terminal::err);
        }
        return run.exitCode().number();
    }

    /** For what tries routes and carries no hour: the warehouse is not touched. */
    Engine engineToTry(Engine.Life life) throws IOException {
        return new Engine(configuration, access, home.routes(), home.models(), life, clock);
    }

    /** The projects that the option names, all without it. */
    List<Project> projects(Optional<String> name, CommandLine commandLine) {
        List<Project> projects = settings().projects().stream()
                .filter(project -> name.map(project.name()::equals).orElse(true))
                .toList();
        if (projects.isEmpty()) {
            throw new ParameterException(
                    commandLine,
                    "there is no project '" + name.orElse("") + "'; configured are "
                            + settings().projects().stream().map(Project::name).toList());
        }
        return projects;
    }

    Ledger ledger(Project project) {
        return new Ledger(access.store(), project.name(), reads());
    }

    /** Runs what asks the store for many things at once. */
    Executor reads() {
        if (reads == null) {
            reads = Executors.newFixedThreadPool(READS, Threads.named("read"));
        }
        return reads;
    }

    DueHours dueHours() {
        return new DueHours(clock, settings().grace(), settings().restate());
    }

    ObjectKeys keys() {
        return new ObjectKeys(settings().landingKey());
    }

    Sweep sweep() {
        return new Sweep(access.store(), keys(), clock);
    }

    RecordReading records() {
        return new RecordReading(cache().records(), reads());
    }

    /** When the service, where there is one, syncs next after an instant. */
    Ticks ticks() {
        return after -> {
            try {
                return Cron.next(settings().cron(), after);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** How an hour stands in the warehouse. */
    LoadedHour loadedHour() {
        return settings().warehouse() == WarehouseKind.NONE
                ? LoadedHour.NOWHERE
                : LoadedHour.in(
                        LoadSteps.place(settings()),
                        LoadSteps.warehouse(settings(), access.store(), Refresh.NONE, false, clock)::look);
    }

    Journal journal() {
        return cache().journal();
    }

    DeadLetters letters() {
        return new DeadLetters(settings().deadLetters(), settings().deadLetterRetention(), clock);
    }

    private LocalCache cache() {
        return LocalCache.of(settings(), access.store());
    }

    @Override
    public void close() {
        if (reads != null) {
            reads.shutdownNow();
        }
        access.close();
    }
}
