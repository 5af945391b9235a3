package caravan.cli;

import caravan.failure.DeadLetters;
import caravan.failure.ExitCode;
import caravan.failure.ListedLetters;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "letters",
        description = {
            "Dead letters: cases for a person, each with the commands that deal with it.",
            "They are advice on this machine alone; what is true of an hour, ./caravan why HOUR tells."
        },
        exitCodeList = {"0:shown, or removed", Codes.USAGE, Codes.BUG, Codes.DISK, Codes.CONFIGURATION})
final class LettersCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @ParentCommand
    private CaravanCommand caravan;

    @Option(names = "--project", paramLabel = "NAME", description = "of this project only")
    private String project;

    @Option(
            names = "--purge",
            description =
                    "remove what is listed, payloads too; a case that still holds is written again when a sync meets it again")
    private boolean purge;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Option(names = "--demo", description = "of the demo, in data/demo, whatever else is configured")
    private boolean demo;

    LettersCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        try (Session session = demo ? Session.openDemo(caravan, clock) : Session.open(caravan, clock)) {
            DeadLetters letters = session.letters();
            ListedLetters listed = listed(session, letters);
            if (json) {
                System.out.println(listed.json());
            } else {
                int width = command.commandLine().getUsageHelpWidth();
                say(new LettersTable(letters.directory(), width, clock.instant()).of(listed));
            }
            if (purge) {
                letters.purge(listed);
                told(listed);
            }
        }
        return ExitCode.OK.number();
    }

    /** A project that is no longer configured may have left some. */
    private ListedLetters listed(Session session, DeadLetters letters) throws IOException {
        ListedLetters all = letters.read();
        ListedLetters listed = project == null ? all : all.of(project::equals);
        if (listed.isEmpty()) {
            session.projects(Optional.ofNullable(project), command.commandLine());
        }
        return listed;
    }

    private void told(ListedLetters listed) {
        if (!listed.isEmpty()) {
            System.err.println(
                    Amounts.text(listed.letters().size() + listed.damaged().size(), "dead letter")
                            + " removed, with payloads; a case that still holds is written again when a sync meets it again");
        }
    }

    private void say(String text) {
        System.out.print(demo ? DemoConfiguration.words(text, clock) : text);
    }
}
