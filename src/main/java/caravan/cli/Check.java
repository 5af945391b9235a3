package caravan.cli;

import caravan.config.Configuration;
import caravan.config.Effective;
import caravan.config.Project;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import caravan.setup.Sheet;
import caravan.trigger.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything that a sync needs, and says of each thing what was found and what to do. Asks for no hour and changes none. */
final class Check {
    private final Session session;
    private final Sheet sheet;
    private final boolean defaultsToo;
    private final Clock clock;
    private boolean tell;
    private ExitCode worst = ExitCode.OK;

    Check(Session session, Sheet sheet, boolean defaultsToo, Clock clock) {
        this.session = session;
        this.sheet = sheet;
        this.defaultsToo = defaultsToo;
        this.clock = clock;
    }

    /** @param people whether a test message goes to the webhook */
    Check telling(boolean people) {
        tell = people;
        return this;
    }

    /** @return the worst of what was found */
    ExitCode all() throws IOException {
        configuration();
        MachineCheck machine = new MachineCheck(session.settings());
        Remark spool = machine.spool();
        section("this machine", List.of(spool));
        section("routes in " + session.home().routes(), routes(spool.code() == ExitCode.OK));
        section(
                "store " + session.store().location(),
                new StoreCheck(session.store(), session.s3(), session.settings(), clock).remarks());
        section("warehouse", WarehouseCheck.of(session.settings(), clock));
        for (Project project : session.settings().projects()) {
            section(
                    "Amplitude, project " + project.name() + " at " + project.url(),
                    new AmplitudeCheck(session.settings().limits().firstByte(), clock).remarks(project));
        }
        section("notifications", List.of(WebhookCheck.of(session, tell)));
        sheet.title(worst == ExitCode.OK ? "nothing is wrong" : "something is wrong; no hour was asked for or changed");
        return worst;
    }

    private void section(String title, List<Remark> remarks) {
        sheet.title(title);
        for (Remark remark : remarks) {
            sheet.say(remark);
            worst = worst.worst(remark.code());
        }
    }

    private void configuration() {
        Configuration configuration = session.configuration();
        List<Effective> all = configuration.effective();
        List<Effective> set = all.stream().filter(one -> !one.isDefault()).toList();
        sheet.title("configuration");
        sheet.table((defaultsToo ? all : set)
                .stream()
                        .map(one -> List.of(one.key(), one.value(), one.origin()))
                        .toList());
        if (!defaultsToo) {
            sheet.say("the other " + (all.size() - set.size()) + " are as by default; --verbose lists them");
        }
        configuration.remarks().forEach(remark -> sheet.say(Remark.advice(remark)));
        session.settings()
                .httpTokenFile()
                .flatMap(path -> new TokenFile(path).remark())
                .ifPresent(remark -> sheet.say(Remark.advice(remark)));
        if (configuration.remarks().isEmpty() && Files.exists(session.home().dotEnv())) {
            sheet.say(Remark.good(".env is for its owner alone, and every name in it means something"));
        }
    }

    private List<Remark> routes(boolean startable) throws IOException {
        List<String> findings = new ArrayList<>(findings(session));
        HttpTriggers.problem(session.settings()).ifPresent(findings::add);
        List<Remark> wrong = findings.stream()
                .map(finding -> Remark.wrong(ExitCode.CONFIGURATION, finding, "correct it there"))
                .toList();
        if (!wrong.isEmpty()) {
            return wrong;
        }
        if (!startable) {
            return List.of(Remark.unseen("well written; not started, for want of a spool", "see above"));
        }
        return List.of(started());
    }

    /** What is wrong with the routes as text. */
    static List<String> findings(Session session) throws IOException {
        List<Path> files =
                RouteFiles.files(session.configuration(), session.home().routes(), true);
        return new RouteCheck(RouteFiles.placeholders(session.configuration())).findings(files);
    }

    /** What only a start tells: beans, methods and routes that are named and not there. Without a schedule nothing is asked or written. */
    private Remark started() throws IOException {
        try (Engine engine = session.engineToTry(Engine.Life.ONE_SHOT)) {
            engine.start();
            return Remark.good("well written, and they start");
        } catch (RoutesRefused e) {
            return Remark.wrong(ExitCode.CONFIGURATION, e.getMessage(), "correct it there");
        }
    }
}
