package caravan.cli;

import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands have in common that look at ledgers and run no route. */
abstract class LedgerCommand implements Callable<Integer> {
    final Clock clock;

    @Spec
    CommandSpec command;

    @ParentCommand
    CaravanCommand caravan;

    @Mixin
    Ranges ranges;

    @Option(names = "--demo", description = "of the demo, in data/demo, whatever else is configured")
    boolean demo;

    LedgerCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        asked();
        try (Session session = demo ? Session.openDemo(caravan, clock) : Session.open(caravan, clock)) {
            List<Ledger> ledgers = session.projects(ranges.project(), command.commandLine()).stream()
                    .map(session::ledger)
                    .toList();
            return of(session, ledgers).number();
        }
    }

    /** To stdout; commands in it are those for the ledger that was asked. */
    void say(String text) {
        System.out.print(demo ? DemoConfiguration.words(text, clock) : text);
    }

    abstract ExitCode of(Session session, List<Ledger> ledgers) throws Exception;

    /** The hours asked for, those after the running one left out; empty without a range. */
    Optional<HourRange> asked() {
        Hour now = Hour.of(clock.instant());
        Optional<HourRange> range = ranges.range(clock);
        return range.map(hours -> new HourRange(hours.first(), hours.last().compareTo(now) > 0 ? now : hours.last()));
    }

    /** The hours asked for; without a range the last so many hours, the running one among them. */
    HourRange rangeOrLast(int hours) {
        Hour now = Hour.of(clock.instant());
        return asked().orElse(new HourRange(now.plus(1 - hours), now));
    }
}
