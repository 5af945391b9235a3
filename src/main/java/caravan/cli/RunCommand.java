package caravan.cli;

import caravan.failure.ExitCode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "run",
        description = {
            "The service: syncs at start and at each tick of the schedule, until it is stopped.",
            "Answers health and metrics at the address of caravan.http.address, and callers who want a run where a token file is set: README, Triggers."
        },
        exitCodeList = {Codes.USAGE, Codes.BUG, Codes.DISK, Codes.REFUSED, Codes.ROUTES, Codes.STOPPED})
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final Clock clock;

    @ParentCommand
    private CaravanCommand caravan;

    RunCommand(Clock clock) {
        this.clock = clock;
    }

    /** A service that runs for months does not begin with a misspelt option. */
    private static Session checked(Session session) throws IOException {
        List<String> findings = Check.findings(session);
        if (!findings.isEmpty()) {
            throw new RoutesRefused(
                    "the routes are not right, nothing was started:\n  " + String.join("\n  ", findings), null);
        }
        return session;
    }

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open(caravan, clock);
                Engine engine = checked(session).engine(Engine.Life.SERVICE)) {
            LOG.info(
                    "caravan runs: schedule '{}' UTC, store {}, routes {}",
                    session.settings().cron(),
                    session.store().location(),
                    session.home().routes());
            engine.tryStore();
            engine.runUntilStopped();
            return ExitCode.OK.number();
        }
    }
}
