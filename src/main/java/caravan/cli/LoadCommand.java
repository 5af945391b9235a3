package caravan.cli;

import caravan.config.WarehouseKind;
import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.ledger.ProjectObject;
import caravan.warehouse.Loads;
import caravan.warehouse.Refresh;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "load",
        description = {
            "Committed hours that the warehouse lacks, oldest first; without a range: all since the project's start.",
            "Asks Amplitude for nothing. Syncs do the same, and bring the models up to date."
        },
        exitCodeList = {
            "0:the warehouse has every committed hour that was asked for",
            Codes.USAGE,
            "65:a person is needed for some hours",
            Codes.BUG,
            Codes.DISK,
            "75:some hours are not loaded; the same command later helps",
            Codes.STORE_REFUSED,
            "78:the configuration is wrong, or names no warehouse",
            Codes.STOPPED
        })
final class LoadCommand extends LedgerCommand {
    LoadCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, List<Ledger> ledgers) throws IOException {
        if (session.settings().warehouse() == WarehouseKind.NONE) {
            System.err.println(Terminal.err(LoadSteps.NO_WAREHOUSE));
            return ExitCode.CONFIGURATION;
        }
        ExitCode worst = ExitCode.OK;
        int threads = LoadSteps.threads(session.settings());
        try (Loads loads =
                new Loads(LoadSteps.warehouse(session.settings(), session.store(), Refresh.NONE, true, clock))) {
            for (Ledger ledger : ledgers) {
                worst = worst.worst(load(loads, ledger, threads));
            }
        }
        return worst;
    }

    private ExitCode load(Loads loads, Ledger ledger, int threads) throws IOException {
        Optional<HourRange> range = range(ledger);
        if (range.isEmpty()) {
            say("project " + ledger.project() + " has never run: there is nothing to load\n");
            return ExitCode.OK;
        }
        List<Hour> missing = loads.missing(ledger, range.get());
        LoadSummary summary = new LoadSummary(ledger.project(), missing.size(), clock);
        new Backlog(loads, ledger, summary).load(missing, threads);
        say(Terminal.out(summary.text()));
        return summary.exitCode();
    }

    private Optional<HourRange> range(Ledger ledger) throws IOException {
        Optional<HourRange> asked = asked();
        Hour now = Hour.of(clock.instant());
        return asked.isPresent()
                ? asked
                : ledger.projectObject().map(ProjectObject::start).map(start -> new HourRange(start, now));
    }
}
