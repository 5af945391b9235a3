package caravan.cli;

import caravan.archive.Escaped;
import caravan.config.Secret;
import caravan.config.Settings;
import caravan.config.SnowflakeSettings;
import caravan.config.WarehouseKind;
import caravan.failure.ExitCode;
import caravan.model.SnowflakeModels;
import caravan.snowflake.SetupRun;
import caravan.snowflake.SnowflakeSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        name = "snowflake",
        description = {
            "setup prints what loads into Snowflake need, as a worksheet: roles, warehouse, database, the way to the bucket, tables, pipe, silver, gold and tasks.",
            "With --apply it runs the statements; what is there already stays, and what only a person knows is left out and named.",
            "Secrets are in neither."
        },
        exitCodeList = {
            "0:it is printed, or run",
            Codes.USAGE,
            "65:run, but for what a person has to fill in",
            Codes.BUG,
            "75:Snowflake is away; the same command later helps",
            "77:refused by Snowflake",
            "78:the configuration is wrong, or names another warehouse",
            Codes.STOPPED
        })
final class SnowflakeCommand implements Callable<Integer> {
    private static final int SHOWN = 400;

    private final Clock clock;

    /** What can be done. */
    enum Action {
        setup
    }

    @Parameters(paramLabel = "setup", description = "the one thing that it does")
    private Action action;

    @Option(names = "--apply", description = "run the statements, as the user of --as")
    private boolean apply;

    @Option(names = "--schedule", description = "silver and gold by the clock, at minute 45, and not after loads")
    private boolean schedule;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "with --apply: who runs them, a user who may take the role ACCOUNTADMIN")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "that user's private key, by default the loader's; its passphrase is caravan.snowflake.private-key-passphrase")
    private Optional<Path> keyFile = Optional.empty();

    @ParentCommand
    private CaravanCommand caravan;

    @Spec
    private CommandSpec spec;

    SnowflakeCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        if (apply != user.isPresent() || keyFile.isPresent() && !apply) {
            throw new ParameterException(
                    spec.commandLine(),
                    "who runs it? --apply --as USER [--key-file FILE]: a user who may take the role ACCOUNTADMIN;"
                            + " the loader is made by it and may not. Without all three it is printed. Nothing was run");
        }
        try (Session session = Session.open(caravan, clock)) {
            Settings settings = session.settings();
            if (settings.warehouse() != WarehouseKind.SNOWFLAKE) {
                System.err.println(
                        "caravan.warehouse is " + settings.warehouse() + "; this is for caravan.warehouse=snowflake");
                return ExitCode.CONFIGURATION.number();
            }
            SnowflakeSettings snowflake = settings.snowflake().orElseThrow();
            if (!apply) {
                print(setup(session, snowflake));
                return ExitCode.OK.number();
            }
            SetupRun run = new SetupRun(admin(snowflake), words -> System.err.println(Terminal.err(words)));
            return (run.run(setup(session, snowflake)) ? ExitCode.OK : ExitCode.PERSON).number();
        }
    }

    private static void print(SnowflakeSetup setup) {
        System.out.print(setup.text());
        setup.open()
                .forEach(left -> System.err.println(
                        Terminal.err("not to be run yet: a person fills in " + left + ", as the text says beside it")));
    }

    private SnowflakeSetup setup(Session session, SnowflakeSettings snowflake) throws IOException {
        return new SnowflakeSetup(
                snowflake,
                session.settings().s3().orElseThrow(),
                session.settings().prefix(),
                SnowflakeModels.statements(session.home().models(), snowflake.schema()),
                schedule);
    }

    private SnowflakeSettings admin(SnowflakeSettings loader) {
        Optional<Secret> key = keyFile.isPresent() ? Optional.of(read(keyFile.get())) : loader.privateKey();
        return loader.as(user.orElseThrow(), key);
    }

    private Secret read(Path file) {
        try {
            return new Secret(Files.readString(file));
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--key-file " + Escaped.text(file.toString(), SHOWN)
                            + " cannot be read; accepted is a file with a private key in PKCS#8 as PEM. Nothing was run");
        }
    }
}
