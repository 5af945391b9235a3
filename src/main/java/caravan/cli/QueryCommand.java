package caravan.cli;

import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.report.CsvRows;
import caravan.report.JsonRows;
import caravan.report.Query;
import caravan.report.Refusal;
import caravan.report.TableRows;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = {
            "Asks the embedded warehouse: a table for people, CSV or JSON for programs.",
            "It only reads: no SQL changes the warehouse or reaches a file, an extension or the network."
        },
        exitCodeList = {
            "0:answered",
            "64:the command line or the SQL is wrong",
            Codes.WAREHOUSE_FAULT,
            Codes.BUG,
            Codes.DISK,
            Codes.WAREHOUSE_HELD,
            Codes.WAREHOUSE_MISSING
        })
final class QueryCommand extends WarehouseCommand {
    @Parameters(
            paramLabel = "SQL",
            description =
                    "one statement that asks, such as \"SELECT * FROM gold.daily_activity\", as DuckDB understands it; - reads it from stdin")
    private String sql;

    @Option(
            names = "--json",
            description = "one JSON array, an object a row, a row a line; left open where the answer breaks off")
    private boolean json;

    @Option(names = "--csv", description = "CSV after RFC 4180 with a header; null is nothing between two commas")
    private boolean csv;

    QueryCommand(Clock clock) {
        super(clock);
    }

    @Override
    void check() {
        if (json && csv) {
            throw new ParameterException(command.commandLine(), "--json and --csv are given; accepted is one of them");
        }
    }

    @Override
    ExitCode of(Session session, DuckDbSettings warehouse) throws Refusal, IOException {
        String asked = sql.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql;
        try (DuckDb open = DuckDb.openToStream(warehouse)) {
            DataOut.write(out -> answer(new Query(open.connection()), asked, out));
        }
        return ExitCode.OK;
    }

    private void answer(Query query, String asked, Writer out) throws Refusal, IOException {
        if (json) {
            query.run(asked, new JsonRows(out));
        } else if (csv) {
            query.run(asked, new CsvRows(out));
        } else {
            TableRows table = new TableRows(out, Terminal.width(command));
            query.run(asked, table);
            table.remark().ifPresent(System.err::println);
        }
    }
}
