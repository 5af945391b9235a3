package caravan.cli;

import caravan.config.Project;
import caravan.config.StoreKind;
import caravan.failure.ExitCode;
import caravan.store.ConditionalWrites;
import caravan.sync.Replicas;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description =
                "Configuration, routes, reach of Amplitude and the store, and the rights there: all findings at once. Writes one small object of its own and deletes it.")
final class CheckCommand implements Callable<Integer> {
    private final Clock clock;

    @Option(names = "--notify", description = "Also sends a test message to the webhook of caravan.notify.webhook.")
    private boolean tell;

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
            session.configuration().remarks().forEach(remark -> out.println("  WARN " + remark));
            ExitCode worst = routes(session, out);
            worst = worst.worst(store(session, out));
            for (Project project : session.settings().projects()) {
                worst = worst.worst(amplitude(session, project, out));
            }
            worst = worst.worst(WebhookCheck.of(session, tell, out));
            out.println(worst == ExitCode.OK ? "nothing is wrong" : "see above; no hour was asked for or changed");
            return worst.number();
        }
    }

    private static ExitCode routes(Session session, PrintStream out) throws IOException {
        List<String> findings = new ArrayList<>(findings(session));
        if (findings.isEmpty()) {
            starts(session).ifPresent(findings::add);
        }
        out.println("routes in " + session.home().routes() + ": "
                + (findings.isEmpty() ? "good, and they start" : Amounts.text(findings.size(), "finding")));
        findings.forEach(finding -> out.println("  " + finding));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
    }

    /** What is wrong with the routes as text. */
    static List<String> findings(Session session) throws IOException {
        List<Path> files =
                RouteFiles.files(session.configuration(), session.home().routes(), true);
        return new RouteCheck(RouteFiles.placeholders(session.configuration())).findings(files);
    }

    /** What only a start tells: beans, methods and routes that are named and not there. Without a schedule nothing is asked or written. */
    private static Optional<String> starts(Session session) throws IOException {
        try (Engine engine = session.engine(Engine.Life.ONE_SHOT)) {
            engine.start();
            return Optional.empty();
        } catch (RoutesRefused e) {
            return Optional.of(e.getMessage());
        }
    }

    private ExitCode store(Session session, PrintStream out) {
        String location = session.store().location();
        try {
            int projects = session.store().list("_caravan/projects/").size();
            if (session.settings().store() == StoreKind.FILE) {
                out.println(
                        "no bucket is set (caravan.s3.bucket, AWS_BUCKET_NAME): events go to a folder of this machine");
            }
            out.println("store " + location + ": reached; "
                    + (projects == 0
                            ? "no ledger yet"
                            : "it holds the ledger of " + Amounts.text(projects, "project")));
            return writes(session, out);
        } catch (IOException e) {
            out.println("store " + location + ": not as it must be: " + e.getMessage());
            out.println("  without it nothing is landed; hours stay due");
            return ExitCode.REFUSED;
        }
    }

    private ExitCode writes(Session session, PrintStream out) throws IOException {
        Optional<String> lacking = new ConditionalWrites(session.store(), clock).lacking();
        if (lacking.isEmpty()) {
            out.println("  a small object was listed, written, read and deleted; conditional writes are honoured");
            return ExitCode.OK;
        }
        int replicas = session.settings().replicas();
        out.println("  " + (replicas > 1 ? Replicas.refused(lacking.get(), replicas) : Replicas.alone(lacking.get())));
        return replicas > 1 ? ExitCode.REFUSED : ExitCode.OK;
    }

    private static ExitCode amplitude(Session session, Project project, PrintStream out) {
        Duration firstByte = session.settings().limits().firstByte();
        Reach.Finding finding = Reach.of(project, firstByte);
        out.println("Amplitude, project " + project.name() + " at " + project.url() + ": " + finding.words());
        if (finding.keys()) {
            OtherRegion.ofAmplitude(firstByte).words(project).ifPresent(words -> out.println("  " + words));
        }
        return finding.good() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
