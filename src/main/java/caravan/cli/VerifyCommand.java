package caravan.cli;

import caravan.config.Keep;
import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.ledger.ProjectObject;
import caravan.status.Audit;
import caravan.status.AuditProgress;
import caravan.status.Finding;
import caravan.status.LedgerAudit;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description = {
            "Every object of every record: there, right size, right hash; and what no record lists.",
            "Reads every byte of the range. Without a range: everything since the project's start."
        },
        exitCodeList = {
            "0:every object is as its record says",
            Codes.USAGE,
            "65:something is missing or damaged: a person is needed",
            Codes.BUG,
            Codes.DISK,
            Codes.STORE_AWAY,
            Codes.STORE_REFUSED,
            Codes.CONFIGURATION,
            Codes.STOPPED
        })
final class VerifyCommand extends LedgerCommand {
    VerifyCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, List<Ledger> ledgers) throws IOException {
        LedgerAudit audit = new LedgerAudit(session.store(), session.sweep(), session.keys(), session.reads());
        boolean sound = true;
        for (Ledger ledger : ledgers) {
            Optional<HourRange> range = range(ledger);
            if (range.isEmpty()) {
                say("project " + ledger.project() + " has never run: there is nothing to verify\n");
                continue;
            }
            Audit result = audit.of(ledger, range.get(), new Findings());
            cleared();
            say(Terminal.out("project " + ledger.project() + ", " + range.get() + ": " + result + "\n"));
            sound &= result.isSound();
            if (!result.isSound() && !(session.settings().keepArchives() instanceof Keep.Nowhere)) {
                say("from kept archives, without asking Amplitude: ./caravan reload --from-archive --project "
                        + ledger.project() + " --from " + range.get().first() + " --to "
                        + range.get().last() + "\n");
            }
        }
        return sound ? ExitCode.OK : ExitCode.PERSON;
    }

    /** Of the hour that it has come to. */
    private static void cleared() {
        if (Terminal.isWatched()) {
            System.err.print("\r" + " ".repeat(14) + "\r");
            System.err.flush();
        }
    }

    private Optional<HourRange> range(Ledger ledger) throws IOException {
        Optional<HourRange> asked = asked();
        Hour now = Hour.of(clock.instant());
        return asked.isPresent()
                ? asked
                : ledger.projectObject().map(ProjectObject::start).map(start -> new HourRange(start, now));
    }

    /** As they come, so that nobody waits for the end to see them. */
    private final class Findings implements AuditProgress {
        @Override
        public void found(Finding finding) {
            cleared();
            say(finding + "\n");
        }

        @Override
        public void through(HourRange hours) {
            if (Terminal.isWatched()) {
                System.err.print("\r" + hours.last() + " ");
            }
        }
    }
}
