package caravan.cli;

import caravan.bigquery.Setup;
import caravan.config.WarehouseKind;
import caravan.failure.ExitCode;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "bigquery",
        description = {
            "setup prints the datasets and tables that loads into BigQuery need, as GoogleSQL, and the rights.",
            "With --apply it runs these statements; what is there already stays as it is."
        },
        exitCodeList = {
            "0:they are printed, or run",
            Codes.USAGE,
            Codes.BUG,
            "75:BigQuery is away; the same command later helps",
            "77:refused by BigQuery",
            "78:the configuration is wrong, or names another warehouse",
            Codes.STOPPED
        })
final class BigQueryCommand implements Callable<Integer> {
    private final Clock clock;

    /** What can be done. */
    enum Action {
        setup
    }

    @Parameters(paramLabel = "setup", description = "the one thing that it does")
    private Action action;

    @Option(names = "--apply", description = "run the statements with the configured credentials")
    private boolean apply;

    @ParentCommand
    private CaravanCommand caravan;

    BigQueryCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open(caravan, clock)) {
            if (session.settings().warehouse() != WarehouseKind.BIGQUERY) {
                System.err.println("caravan.warehouse is " + session.settings().warehouse()
                        + "; this is for caravan.warehouse=bigquery");
                return ExitCode.CONFIGURATION.number();
            }
            Setup setup = new Setup(
                    session.settings().bigQuery().orElseThrow(),
                    session.settings().redelivery(),
                    clock);
            if (apply) {
                setup.apply(statement -> System.err.println(Terminal.err(firstWords(statement))));
            } else {
                System.out.println(setup.rights());
                setup.statements().forEach(statement -> System.out.println(statement + "\n"));
            }
            return ExitCode.OK.number();
        }
    }

    /** Of a statement: what it makes. */
    private static String firstWords(String statement) {
        return "ran "
                + statement
                        .lines()
                        .filter(line -> !line.startsWith("--"))
                        .findFirst()
                        .orElse("");
    }
}
