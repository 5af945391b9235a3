package caravan.cli;

import caravan.archive.DiskFault;
import caravan.archive.Escaped;
import caravan.config.DuckDbSettings;
import caravan.failure.ExitCode;
import caravan.report.HtmlReport;
import caravan.report.Refusal;
import caravan.report.Report;
import caravan.report.ReportReading;
import caravan.report.TerminalReport;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description =
                "What the events say, on one page: who was there and came again, what they did, where they struggle, for whom they work, what is new and what is wrong.",
        exitCodeList = {
            "0:shown, whatever it says",
            Codes.USAGE,
            Codes.WAREHOUSE_FAULT,
            Codes.BUG,
            Codes.DISK,
            Codes.WAREHOUSE_HELD,
            Codes.WAREHOUSE_MISSING
        })
final class ReportCommand extends WarehouseCommand {
    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "as one file for a browser, with charts; it needs nothing else and loads nothing")
    private Path html;

    @Option(names = "--project", paramLabel = "NAME", description = "this project only")
    private String project;

    ReportCommand(Clock clock) {
        super(clock);
    }

    @Override
    ExitCode of(Session session, DuckDbSettings warehouse) throws Refusal, IOException {
        List<Report> reports = read(warehouse, Optional.ofNullable(project)).stream()
                .map(report -> DueInStore.of(session, report.project())
                        .map(report::withDue)
                        .orElse(report))
                .toList();
        if (html == null) {
            DataOut.write(out -> out.write(new TerminalReport(Terminal.hasColours()).of(reports)));
        } else {
            write(new HtmlReport().of(reports), html.toAbsolutePath());
            said("the report is in " + Escaped.text(html.toString(), 400), ExitCode.OK);
        }
        return ExitCode.OK;
    }

    /** For a terminal, of all projects of a warehouse. */
    static String text(DuckDbSettings warehouse) throws Refusal, IOException {
        return new TerminalReport(Terminal.hasColours()).of(read(warehouse, Optional.empty()));
    }

    private static List<Report> read(DuckDbSettings warehouse, Optional<String> project) throws Refusal, IOException {
        try (DuckDb open = DuckDb.openReadOnly(warehouse)) {
            return new ReportReading(open.connection()).of(project);
        }
    }

    /** Whole or not at all. */
    private static void write(String page, Path file) throws DiskFault {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(file.getParent());
            try {
                Files.writeString(part, page);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new DiskFault("the report was not written to " + Escaped.text(file.toString(), 400) + ": " + e, e);
        }
    }
}
