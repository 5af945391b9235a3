package caravan.cli;

import caravan.config.ConfigurationRefused;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import java.io.PrintWriter;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** From arguments to an exit code; the one place where what a command throws becomes a message and a number. */
public final class CommandLines {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    private CommandLines() {}

    /** @return the exit code, see {@link ExitCode} */
    public static int run(String... arguments) {
        return commandLine(Clock.systemUTC()).execute(arguments);
    }

    static CommandLine commandLine(Clock clock) {
        CommandLine commandLine = new CommandLine(new CaravanCommand());
        commandLine.addSubcommand(new DemoCommand(clock));
        commandLine.addSubcommand(new RunCommand(clock));
        commandLine.addSubcommand(new SyncCommand(clock));
        commandLine.addSubcommand(new PlanCommand(clock));
        commandLine.addSubcommand(new StatusCommand(clock));
        commandLine.addSubcommand(new WhyCommand(clock));
        commandLine.addSubcommand(new VerifyCommand(clock));
        commandLine.addSubcommand(new ReopenCommand(clock));
        commandLine.addSubcommand(new LettersCommand(clock));
        commandLine.addSubcommand(new CheckCommand(clock));
        return commandLine
                .setParameterExceptionHandler(CommandLines::misused)
                .setExecutionExceptionHandler(CommandLines::failed)
                .setUsageHelpAutoWidth(true);
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(e.getMessage());
        boolean suggested = CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        if (!suggested && e.getCommandLine().getParent() == null) {
            err.println("the commands are "
                    + String.join(", ", e.getCommandLine().getSubcommands().keySet()));
        }
        err.println("'caravan "
                + (e.getCommandLine().getParent() == null
                        ? ""
                        : e.getCommandLine().getCommandName() + " ")
                + "--help' says what is accepted; nothing was begun");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (e instanceof ConfigurationRefused || e instanceof RoutesRefused) {
            commandLine.getErr().println(e.getMessage());
            if (e.getMessage().contains("is not set")) {
                commandLine.getErr().println("put them into .env (cp .env.example .env); './caravan demo' needs none");
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
                    .println(failure.cause() + "\n  who acts: " + failure.kind().who());
        }
        return failure.kind().exitCode().number();
    }
}
