package caravan.cli;

import caravan.config.Keep;
import caravan.hour.HourRange;
import caravan.sync.Run;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "reload",
        description = {
            "Makes the range's hours right again in the store and the warehouse, from archives that were kept.",
            "Reads every object: what is lost or damaged is put again as its record says, hours without a record land."
                    + " Then the warehouse is loaded again with all of these hours, and its tables are refreshed.",
            "Amplitude is asked for nothing. Archives are where caravan.archive.keep and caravan.archive.prefix say."
        },
        exitCodeList = {
            "0:every hour that was asked for is as its record says",
            Codes.USAGE,
            "65:a person is needed: of some hours no archive is kept, or it is damaged; only Amplitude has them",
            Codes.BUG,
            Codes.DISK,
            "75:some hours are not done; the same command later helps",
            Codes.STORE_REFUSED,
            Codes.ROUTES,
            Codes.STOPPED
        })
final class ReloadCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @ParentCommand
    private CaravanCommand caravan;

    @Mixin
    private Ranges ranges;

    @Option(names = "--from-archive", description = "from kept archives; has to be said, there is no other way")
    private boolean fromArchive;

    ReloadCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        if (!fromArchive) {
            throw new ParameterException(
                    command.commandLine(),
                    "from where? --from-archive: from archives that were kept; ./caravan sync exports from Amplitude");
        }
        HourRange range = ranges.range(clock)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "which hours? --from HOUR --to HOUR, --last SPAN or --yesterday"));
        Run run = Run.ofKeptArchives(range, ranges.project());
        try (Session session = Session.openWatched(caravan, clock)) {
            requireKept(session.settings().keepArchives());
            return session.carried(run, command.commandLine());
        }
    }

    private void requireKept(Keep keep) {
        if (keep instanceof Keep.Nowhere) {
            throw new ParameterException(
                    command.commandLine(),
                    "where are the archives? caravan.archive.keep is none; --set caravan.archive.keep=store,"
                            + " or =DIRECTORY, says where they were kept");
        }
    }
}
