package caravan.cli;

import caravan.bigquery.BigQueryWarehouse;
import caravan.config.WarehouseKind;
import caravan.driver.Driver;
import caravan.failure.ExitCode;
import caravan.model.MadeModel;
import caravan.model.Models;
import caravan.model.Refreshed;
import caravan.snowflake.SnowflakeWarehouse;
import caravan.warehouse.DuckDb;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "refresh",
        description = {
            "Brings the models of the embedded warehouse, silver and gold, up to date with what is loaded.",
            "Only rows that new loads reach are made again; without new loads there is nothing to do. What breaks off is made good by the next one.",
            "--verbose lists rows and seconds of each model, and writes its SQL to the folder compiled beside the warehouse."
        },
        exitCodeList = {
            "0:the models hold every load, or are not Caravan's, as in BigQuery and Snowflake",
            Codes.USAGE,
            "65:DuckDB refuses a model, its columns changed, or there is no memory or room: a person is needed",
            Codes.BUG,
            Codes.DISK,
            "75:another process has the warehouse open; the same command later helps",
            "78:the configuration or a model is wrong",
            Codes.STOPPED
        })
final class RefreshCommand implements Callable<Integer> {
    private final Clock clock;

    @ParentCommand
    private CaravanCommand caravan;

    @Option(names = "--full", description = "make all rows anew: after a model has changed")
    private boolean full;

    @Option(names = "--demo", description = "of the demo, in data/demo, whatever else is configured")
    private boolean demo;

    RefreshCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        try (Session session = demo ? Session.openDemo(caravan, clock) : Session.openWatched(caravan, clock)) {
            if (demo) {
                Driver.DUCKDB.require();
            }
            if (session.settings().warehouse() == WarehouseKind.NONE) {
                System.err.println(Terminal.err(LoadSteps.NO_WAREHOUSE));
                return ExitCode.CONFIGURATION.number();
            }
            if (session.settings().warehouse() == WarehouseKind.SNOWFLAKE) {
                System.err.println(Terminal.err(SnowflakeWarehouse.MODELS));
                return ExitCode.OK.number();
            }
            if (session.settings().warehouse() == WarehouseKind.BIGQUERY) {
                System.err.println(Terminal.err(BigQueryWarehouse.MODELS));
                return ExitCode.OK.number();
            }
            try (DuckDb warehouse = DuckDb.open(session.settings().duckDb())) {
                print(refreshed(session, warehouse));
            }
            return ExitCode.OK.number();
        }
    }

    private Refreshed refreshed(Session session, DuckDb warehouse) throws Exception {
        Models models = ModelSteps.models(session.home().models(), session.settings(), caravan.isVerbose());
        try (RefreshProgress progress = new RefreshProgress()) {
            Refreshed refreshed = models.refresh(warehouse.connection(), full, progress);
            progress.finished();
            return refreshed;
        }
    }

    private void print(Refreshed refreshed) {
        if (caravan.isVerbose()) {
            refreshed.made().forEach(RefreshCommand::print);
        }
        String took = " in " + Amounts.text(refreshed.took());
        String words =
                switch (refreshed.outcome()) {
                    case UP_TO_DATE -> "nothing was to be done: the models hold every load" + took;
                    case INCREMENTAL ->
                        Amounts.text(refreshed.made().size(), "model") + " brought up to date with what is new" + took;
                    case FULL -> Amounts.text(refreshed.made().size(), "model") + " made anew" + took;
                };
        System.err.println(Terminal.err(words));
    }

    private static void print(MadeModel made) {
        String rows = made.rows().isPresent() ? Amounts.text(made.rows().getAsLong(), "row") : "a view";
        System.err.printf(
                Locale.ROOT, "%-36s %-12s %16s %10s%n", made.name(), made.kind(), rows, Amounts.text(made.took()));
    }
}
