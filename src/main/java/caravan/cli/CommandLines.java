package caravan.cli;

import caravan.config.ConfigurationRefused;
import caravan.driver.DriverMissing;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.model.ModelsRefused;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** From arguments to an exit code; the one place where what a command throws becomes a message and a number. */
public final class CommandLines {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    private static final Map<String, Function<Clock, Object>> COMMANDS = commands();

    private CommandLines() {}

    /** @return the exit code, see {@link ExitCode} */
    public static int run(String... arguments) {
        return commandLine(Clock.systemUTC(), arguments).execute(arguments);
    }

    /** Where the first argument is a command, it alone is set up: reading the options of all costs each start. */
    static CommandLine commandLine(Clock clock, String... arguments) {
        CommandLine commandLine = new CommandLine(new CaravanCommand());
        boolean one = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        for (String name : one ? Set.of(arguments[0]) : COMMANDS.keySet()) {
            commandLine.addSubcommand(COMMANDS.get(name).apply(clock));
        }
        return commandLine
                .setParameterExceptionHandler(CommandLines::misused)
                .setExecutionExceptionHandler(CommandLines::failed)
                .setUsageHelpAutoWidth(true);
    }

    /** In the order of {@code --help}. */
    private static Map<String, Function<Clock, Object>> commands() {
        Map<String, Function<Clock, Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("sync", SyncCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("why", WhyCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("reopen", ReopenCommand::new);
        commands.put("reload", ReloadCommand::new);
        commands.put("letters", LettersCommand::new);
        commands.put("load", LoadCommand::new);
        commands.put("refresh", RefreshCommand::new);
        commands.put("snowflake", SnowflakeCommand::new);
        commands.put("bigquery", BigQueryCommand::new);
        commands.put("query", QueryCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("check", CheckCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(Terminal.err(Misuse.words(e)));
        err.println("'caravan "
                + (e.getCommandLine().getParent() == null
                        ? ""
                        : e.getCommandLine().getCommandName() + " ")
                + "--help' says what is accepted; nothing was begun");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (e instanceof ConfigurationRefused
                || e instanceof DriverMissing
                || e instanceof RoutesRefused
                || e instanceof ModelsRefused) {
            commandLine.getErr().println(Terminal.err(e.getMessage()));
            if (e.getMessage().contains("-key (also AMP_")) {
                commandLine
                        .getErr()
                        .println("./caravan init asks for Amplitude's keys and writes .env; ./caravan demo needs none");
            }
            return ExitCode.CONFIGURATION.number();
        }
        Failure failure = new FailureTable().classify(e);
        if (failure.kind() == Failure.Kind.BUG) {
            LOG.error(
                    "this is a fault of Caravan itself; nothing half-done counts, and every hour without a record stays due",
                    e);
        } else {
            commandLine
                    .getErr()
                    .println(Terminal.err(
                            failure.cause() + "\n  who acts: " + failure.kind().who()));
        }
        return failure.kind().exitCode().number();
    }
}
