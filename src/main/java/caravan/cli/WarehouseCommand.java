package caravan.cli;

import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.report.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands have in common that read the embedded warehouse. */
abstract class WarehouseCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    CommandSpec command;

    @ParentCommand
    private CaravanCommand caravan;

    @Option(names = "--demo", description = "of the demo, in data/demo, whatever else is configured")
    private boolean demo;

    WarehouseCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public final Integer call() throws Exception {
        check();
        try (Session session = demo ? Session.openDemo(caravan, clock) : Session.open(caravan, clock)) {
            return of(session, WarehousePlace.of(session, demo)).number();
        } catch (Refusal e) {
            return said(e.getMessage(), e.exitCode());
        }
    }

    /** What of the command line is wrong by itself, before anything is opened. */
    void check() {}

    abstract ExitCode of(Session session, DuckDbSettings warehouse) throws Refusal, IOException;

    /** Talk goes to stderr. */
    static int said(String words, ExitCode code) {
        System.err.println(Terminal.err(words));
        return code.number();
    }
}
