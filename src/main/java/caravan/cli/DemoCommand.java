package caravan.cli;

import caravan.archive.Escaped;
import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import caravan.config.Home;
import caravan.config.Memory;
import caravan.config.WarehouseKind;
import caravan.demo.Mishaps;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.report.Refusal;
import caravan.status.Calendar;
import caravan.status.StatusReading;
import caravan.sync.Run;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFault;
import caravan.warehouse.WarehouseHeld;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "The whole job without any account: a simulated Amplitude project on this machine, its events in data/demo.",
            "Nothing leaves the machine. A second run asks only for hours that are new."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_HOURS = 24 * 365;

    private final Clock clock;

    @Spec
    private CommandSpec command;

    @ParentCommand
    private CaravanCommand caravan;

    @Option(
            names = "--hours",
            defaultValue = "" + DemoConfiguration.HOURS,
            paramLabel = "N",
            description = "so many hours up to the last closed one (${DEFAULT-VALUE})")
    private int hours;

    @Option(
            names = "--events",
            defaultValue = "1000",
            paramLabel = "N",
            description = "events of an average hour, about 2 kB each (${DEFAULT-VALUE})")
    private long events;

    @Option(
            names = "--serve",
            description = "end on the console, in a browser on this machine; serves until it is stopped")
    private boolean serve;

    @Option(
            names = "--trouble",
            description = "some hours go wrong, to see what that looks like: one needs a person, so it ends with 65")
    private boolean trouble;

    DemoCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        if (hours < 1 || hours > MOST_HOURS || events < 1 || events > 10_000_000) {
            throw new ParameterException(
                    command.commandLine(),
                    "--hours takes 1 to " + MOST_HOURS + ", --events 1 to 10000000; given were " + hours + " and "
                            + events);
        }
        if (trouble && hours < Mishaps.FEWEST_HOURS) {
            throw new ParameterException(
                    command.commandLine(),
                    "--trouble needs " + Mishaps.FEWEST_HOURS + " hours or more; given were " + hours);
        }
        Home home = Home.detect();
        Path folder = DemoConfiguration.folder(home);
        PrintStream out = System.out;
        out.println("A simulated Amplitude project on 127.0.0.1: nothing leaves this machine.");
        out.println("Its events go to " + shown(folder) + ", an hour at a time.");
        try (Simulator simulator = simulator();
                Session session = session(home, simulator)) {
            Run run = new Run(Optional.of(lastHours()), Optional.empty());
            SyncSummary summary = new SyncSummary(run, clock);
            try (Engine engine = session.engine(Engine.Life.ONE_SHOT)) {
                engine.start();
                Progress.during(run, () -> engine.sync(run));
            }
            summary.print(out, Terminal::out);
            out.println();
            out.print(new Calendar(Terminal.hasColours())
                    .of(new StatusReading(session.records(), session.dueHours(), session.journal())
                            .of(
                                    List.of(session.ledger(
                                            session.settings().projects().get(0))),
                                    run.range().orElseThrow())));
            report(session, out);
            show(session, folder, out);
            if (serve) {
                new DemoConsole(session, folder).serve(out);
            }
            return run.exitCode().number();
        }
    }

    private Simulator simulator() throws IOException {
        SimulatedProject project = SimulatedProject.small().withVolume(events, 2);
        if (!trouble) {
            return Simulator.start(project);
        }
        Mishaps mishaps = Mishaps.in(lastHours());
        Simulator simulator = Simulator.start(project.withOutage(mishaps.outage()));
        simulator.answer(mishaps::of);
        return simulator;
    }

    /** Whatever is set instead: a demo without a warehouse, or one whose loads did not come through, has none. */
    private static void report(Session session, PrintStream out) throws IOException {
        if (session.settings().warehouse() == WarehouseKind.DUCKDB
                && Files.exists(session.settings().duckDb().file())) {
            try {
                String report = ReportCommand.text(session.settings().duckDb());
                out.println();
                out.print(report);
            } catch (Refusal | WarehouseFault | WarehouseHeld e) {
                System.err.println(Terminal.err("there is no report: " + e.getMessage()));
            }
        }
    }

    private Session session(Home home, Simulator simulator) throws ConfigurationRefused, IOException {
        Map<String, String> set = new LinkedHashMap<>(Map.of(
                "caravan.start", lastHours().first().toString(), "caravan.grace", DemoConfiguration.GRACE.toString()));
        // A container is often too small for it, or its /tmp lets nothing run; the rest of the demo needs no warehouse.
        if (!caravan.set().containsKey("caravan.warehouse")) {
            DuckDb.hindrance(Memory.bytes()).ifPresent(why -> {
                System.err.println(Terminal.err("the demo goes on without a warehouse: " + why));
                set.put("caravan.warehouse", "none");
            });
        }
        if (trouble) {
            // Nobody wants to watch it wait.
            set.put("caravan.redelivery.delay", "PT0.1S");
            set.put("caravan.redelivery.max-delay", "PT0.5S");
        }
        if (serve) {
            set.putAll(DemoConsole.settings(DemoConfiguration.folder(home)));
        }
        set.putAll(caravan.set());
        Configuration configuration = DemoConfiguration.of(home, simulator.url(), set, clock);
        return Session.of(home, configuration, caravan.isVerbose(), Progress.isWatched(), clock);
    }

    /** Up to the last hour that Amplitude would export by now. */
    private HourRange lastHours() {
        Hour last = DemoConfiguration.lastHour(clock);
        return new HourRange(last.plus(1 - hours), last);
    }

    private static void show(Session session, Path folder, PrintStream out) throws IOException {
        Path lake = session.settings().fileDirectory();
        out.println();
        out.println("Where to look");
        out.println("  events   " + first(lake.resolve("events")));
        out.println("  records  " + first(lake.resolve("_caravan/hours")) + ": what is true of each hour");
        if (session.settings().warehouse() == WarehouseKind.DUCKDB) {
            out.println("  tables   " + shown(session.settings().duckDb().file())
                    + ": bronze, silver and gold, for DuckDB");
        }
        out.println();
        out.println("What next");
        out.println("  ./caravan status --demo, why --demo HOUR, verify --demo: look at it");
        out.println(
                "  ./caravan query --demo \"from gold.page_friction order by score desc limit 5\", report --demo --html report.html");
        out.println("  ./caravan demo        asks for nothing that is done; rm -r " + shown(folder) + " begins anew");
        out.println("  ./caravan demo --serve shows it in a browser; with --trouble some hours go wrong");
        out.println("  ./caravan init        asks for your keys and bucket, and tries them");
    }

    /** The first folder with files in it, so that there is something to open. */
    private static String first(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return shown(directory);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .findFirst()
                    .map(Path::getParent)
                    .map(DemoCommand::shown)
                    .orElse(shown(directory));
        }
    }

    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return Escaped.text(path.startsWith(here) ? here.relativize(path).toString() : path.toString(), 400);
    }
}
