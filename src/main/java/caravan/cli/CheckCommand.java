package caravan.cli;

import caravan.config.Project;
import caravan.failure.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description =
                "Configuration, routes, and reach of Amplitude and the store: all findings at once, nothing is changed.")
final class CheckCommand implements Callable<Integer> {
    private final Clock clock;

    @ParentCommand
    private CaravanCommand caravan;

    CheckCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        try (Session session = Session.open(caravan, clock)) {
            out.println("configuration");
            session.configuration()
                    .effective()
                    .forEach(one -> out.printf("  %-36s %-44s %s%n", one.key(), one.value(), one.origin()));
            ExitCode worst = routes(session, out);
            worst = worst.worst(store(session, out));
            for (Project project : session.settings().projects()) {
                worst = worst.worst(amplitude(session, project, out));
            }
            out.println(
                    worst == ExitCode.OK
                            ? "nothing is wrong as far as reading tells; whether the store can be written shows with the first sync"
                            : "see above; nothing was changed");
            return worst.number();
        }
    }

    private static ExitCode routes(Session session, PrintStream out) throws IOException {
        List<Path> files =
                RouteFiles.files(session.configuration(), session.home().routes(), true);
        List<String> findings = new RouteCheck(RouteFiles.placeholders(session.configuration())).findings(files);
        out.println("routes in " + session.home().routes() + ": " + files.size() + " files, "
                + (findings.isEmpty() ? "good" : Amounts.text(findings.size(), "finding")));
        findings.forEach(finding -> out.println("  " + finding));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
    }

    private static ExitCode store(Session session, PrintStream out) {
        String location = session.store().location();
        try {
            int projects = session.store().list("_caravan/projects/").size();
            out.println("store " + location + ": reached; "
                    + (projects == 0
                            ? "no ledger yet"
                            : "it holds the ledger of " + Amounts.text(projects, "project")));
            return ExitCode.OK;
        } catch (IOException e) {
            out.println("store " + location + ": not reached: " + e.getMessage());
            out.println("  without it nothing is landed; hours stay due");
            return ExitCode.REFUSED;
        }
    }

    private static ExitCode amplitude(Session session, Project project, PrintStream out) {
        Reach.Finding finding = Reach.of(project, session.settings().limits().firstByte());
        out.println("Amplitude, project " + project.name() + " at " + project.url() + ": " + finding.words());
        return finding.good() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
