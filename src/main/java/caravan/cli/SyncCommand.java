package caravan.cli;

import caravan.sync.Run;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "sync",
        description = {
            "Once: every due hour, or every due hour of the range, then an exit code.",
            "A range that reaches before the project's start moves the start back: a backfill.",
            "With --shard, exit code and all that is said are of the shard's own hours."
        })
final class SyncCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @ParentCommand
    private CaravanCommand caravan;

    @Mixin
    private Ranges ranges;

    @Mixin
    private ShardOption shard;

    SyncCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Run run = new Run(ranges.range(clock), ranges.project(), shard.of(System.getenv()));
        try (Session session = Session.openWatched(caravan, clock)) {
            return session.carried(run, command.commandLine());
        }
    }
}
