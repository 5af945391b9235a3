package caravan.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "caravan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Carries an Amplitude project's raw events, hour by hour, to your own storage.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all asked hours are done",
            Codes.USAGE,
            "65:a person is needed for some hours",
            Codes.BUG,
            Codes.DISK,
            "75:some hours are still due; the same command later helps",
            Codes.REFUSED,
            Codes.ROUTES,
            Codes.STOPPED
        })
final class CaravanCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description =
                    "set a configuration key for this run; counts before the environment, .env and application.properties")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "log more")
    private boolean verbose;

    Map<String, String> set() {
        return set;
    }

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "which command? there are "
                        + String.join(", ", command.subcommands().keySet()));
    }
}
