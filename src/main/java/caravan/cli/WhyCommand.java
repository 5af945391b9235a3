package caravan.cli;

import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.status.HourStories;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "why",
        description =
                "Everything known of one hour: record, note, objects, what failed, dead letters, and what happens next.",
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
final class WhyCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @ParentCommand
    private CaravanCommand caravan;

    @Parameters(paramLabel = "HOUR", description = "a UTC hour such as 2026-11-01T05")
    private String hour;

    @Option(names = "--project", paramLabel = "NAME", description = "this project only")
    private String project;

    @Option(names = "--demo", description = "of the demo, in data/demo, whatever else is configured")
    private boolean demo;

    WhyCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Hour asked = asked();
        try (Session session = demo ? Session.openDemo(caravan, clock) : Session.open(caravan, clock)) {
            HourStories stories = new HourStories(
                    session.sweep(),
                    session.keys(),
                    session.dueHours(),
                    session.journal(),
                    session.letters(),
                    session.ticks(),
                    session.loadedHour());
            for (var each : session.projects(Optional.ofNullable(project), command.commandLine())) {
                Ledger ledger = session.ledger(each);
                String text = stories.text(ledger, asked);
                System.out.print(Terminal.out(demo ? DemoConfiguration.words(text, clock) : text));
            }
        }
        return ExitCode.OK.number();
    }

    private Hour asked() {
        try {
            Hour asked = Hour.parse(hour);
            if (asked.compareTo(Hour.EARLIEST) >= 0) {
                return asked;
            }
            throw new IllegalArgumentException(
                    "Amplitude exports no hours before " + Hour.EARLIEST + "; asked was " + asked);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
