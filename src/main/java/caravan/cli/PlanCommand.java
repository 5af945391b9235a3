package caravan.cli;

import caravan.failure.ExitCode;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.status.PlanReading;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "plan",
        description =
                "What sync would ask Amplitude for, without asking: requests, hours, and the bytes to expect where history tells.")
final class PlanCommand extends LedgerCommand {
    PlanCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, List<Ledger> ledgers) throws IOException {
        PlanReading reading = new PlanReading(
                session.records(),
                session.dueHours(),
                new Windows(session.settings().window()));
        for (Ledger ledger : ledgers) {
            say(reading.of(ledger, session.settings().start(), asked()).text());
        }
        return ExitCode.OK;
    }
}
