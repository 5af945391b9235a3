package caravan.cli;

import caravan.failure.ExitCode;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.status.Reopen;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "reopen",
        description = "These hours are due again. What is there stays until the next revision replaces it.",
        exitCodeList = {
            "0:these hours are due again",
            Codes.USAGE,
            Codes.LEDGER_UNREADABLE,
            Codes.BUG,
            Codes.DISK,
            Codes.STORE_AWAY,
            Codes.STORE_REFUSED,
            Codes.CONFIGURATION
        })
final class ReopenCommand extends LedgerCommand {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "reopened by hand",
            description = "kept with the hours for whoever asks why (${DEFAULT-VALUE})")
    private String reason;

    ReopenCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, List<Ledger> ledgers) throws IOException {
        HourRange range = asked().orElseThrow(() -> new ParameterException(
                command.commandLine(), "which hours? --from HOUR --to HOUR, --last SPAN or --yesterday"));
        Reopen reopen = new Reopen(session.dueHours(), session.reads());
        for (Ledger ledger : ledgers) {
            try {
                say("project " + ledger.project() + "\n"
                        + reopen.of(ledger, range, reason).text().indent(2));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
        }
        say("to export them now: ./caravan sync --from " + range.first() + " --to " + range.last() + "\n");
        return ExitCode.OK;
    }
}
