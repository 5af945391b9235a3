package caravan.cli;

import caravan.failure.ExitCode;
import caravan.ledger.Ledger;
import caravan.status.Calendar;
import caravan.status.ProjectStatus;
import caravan.status.StatusJson;
import caravan.status.StatusReading;
import caravan.status.StatusTable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description =
                "Landed, empty, due and not yet, per project and hour, and the hour up to which all is complete. Without a range: the last 7 days.",
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
final class StatusCommand extends LedgerCommand {
    private static final int WEEK = 168;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Option(names = "--calendar", description = "only the hours, one cell each: more of them on a screen")
    private boolean calendar;

    StatusCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, List<Ledger> ledgers) throws IOException {
        List<ProjectStatus> statuses = new StatusReading(session.records(), session.dueHours(), session.journal())
                .of(ledgers, rangeOrLast(WEEK));
        if (json) {
            say(new StatusJson().of(statuses) + "\n");
        } else if (calendar) {
            say(new Calendar(Terminal.hasColours()).of(statuses));
        } else {
            say(new StatusTable(Terminal.hasColours()).of(statuses));
        }
        if (!json && asked().isEmpty()) {
            say("\nthe last 7 days; --from, --to and --last show others\n");
        }
        return ExitCode.OK;
    }
}
