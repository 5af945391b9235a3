package caravan.cli;

import caravan.failure.ExitCode;
import caravan.hour.Shard;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.status.PlanReading;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        description =
                "What sync would ask Amplitude for, without asking: requests, hours, and the bytes to expect where history tells.",
        exitCodeList = {
            "0:shown, whatever it says",
            Codes.USAGE,
            Codes.LEDGER_UNREADABLE,
            Codes.BUG,
            Codes.DISK,
            Codes.STORE_AWAY,
            Codes.STORE_REFUSED,
            Codes.CONFIGURATION
        })
final class PlanCommand extends LedgerCommand {
    @Mixin
    private ShardOption shard;

    PlanCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, List<Ledger> ledgers) throws IOException {
        Shard ours = shard.of(System.getenv());
        if (!ours.isWhole()) {
            say("shard " + ours + ": what follows is of its hours only\n");
        }
        PlanReading reading = new PlanReading(
                session.records(),
                session.dueHours(),
                new Windows(session.settings().window()).sharded(ours));
        for (Ledger ledger : ledgers) {
            say(reading.of(ledger, session.settings().start(), asked()).text());
        }
        return ExitCode.OK;
    }
}
