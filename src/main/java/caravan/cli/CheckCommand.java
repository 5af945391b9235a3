package caravan.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description = {
            "Configuration, routes, this machine, reach of Amplitude and the store, and the rights there: all findings at once.",
            "Writes two small objects of its own and deletes them. --verbose lists the defaults, too."
        },
        exitCodeList = {
            "0:nothing is wrong",
            Codes.USAGE,
            Codes.BUG,
            Codes.DISK,
            "77:Amplitude, the store or the webhook refuses, or is away",
            Codes.ROUTES
        })
final class CheckCommand implements Callable<Integer> {
    private final Clock clock;

    @Option(names = "--notify", description = "also send a test message to the webhook")
    private boolean tell;

    @ParentCommand
    private CaravanCommand caravan;

    CheckCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open(caravan, clock)) {
            return new Check(session, Terminal.sheet(), caravan.isVerbose(), clock)
                    .telling(tell)
                    .all()
                    .number();
        }
    }
}
