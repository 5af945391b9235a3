package caravan.cli;

import caravan.config.Draft;
import caravan.config.Home;
import caravan.config.Project;
import caravan.config.Region;
import caravan.config.S3Keys;
import caravan.failure.ExitCode;
import caravan.setup.Dialogue;
import caravan.setup.KeyTrial;
import caravan.setup.Questions;
import caravan.setup.SetupRefused;
import caravan.setup.Sheet;
import caravan.setup.TerminalQuestions;
import caravan.setup.Unanswered;
import caravan.store.BucketLook;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "init",
        description = {
            "Asks for keys and bucket, finds the region of both, writes .env, and runs check.",
            "What --set or the environment says is not asked. Without a terminal all has to be there."
        },
        exitCodeList = {
            "0:written, and nothing is wrong",
            "64:something is missing, and nobody can be asked",
            Codes.BUG,
            Codes.DISK,
            "77:Amplitude, the store or the webhook refuses, or is away",
            Codes.ROUTES,
            Codes.STOPPED
        })
final class InitCommand implements Callable<Integer> {
    private static final Duration FIRST_BYTE = Duration.ofSeconds(60);

    private final Clock clock;

    @ParentCommand
    private CaravanCommand caravan;

    InitCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Sheet sheet = Terminal.sheet();
        Questions questions = TerminalQuestions.ofThisProcess();
        try {
            Draft draft = Draft.of(caravan.set(), System.getenv(), Home.detect(), clock);
            new Dialogue(draft, questions, sheet, regions(), InitCommand::tried, InitCommand::looked, clock).hold();
        } catch (Unanswered e) {
            System.err.println("\n" + e.getMessage());
            return ExitCode.STOPPED.number();
        } catch (SetupRefused e) {
            System.err.println("\n" + e.getMessage());
            return e.code().number();
        }
        try (Session session = Session.open(caravan, clock)) {
            ExitCode worst = new Check(session, sheet, caravan.isVerbose(), clock).all();
            sheet.say(
                    worst == ExitCode.OK
                            ? "Next: ./caravan plan says what sync would ask for, ./caravan sync does it once, ./caravan run hourly."
                            : "Next: mend that, then ./caravan check; or ./caravan init again.");
            return worst.number();
        }
    }

    private static Map<String, URI> regions() {
        Map<String, URI> regions = new LinkedHashMap<>();
        for (Region region : Region.values()) {
            regions.put(region.toString(), region.url());
        }
        return regions;
    }

    static KeyTrial.Answer tried(Project project) {
        Reach.Finding finding = Reach.of(project, FIRST_BYTE);
        return new KeyTrial.Answer(finding.good(), finding.keys(), finding.said(), finding.remedy());
    }

    static BucketLook looked(S3Keys s3) {
        return BucketLook.at(StoreAccess.settings(s3));
    }
}
