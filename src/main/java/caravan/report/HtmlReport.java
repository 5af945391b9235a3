package caravan.report;

import caravan.archive.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The report as one HTML file that needs nothing else: script, styles and figures are in it, and its policy lets a browser load
 * nothing and run nothing but that script.
 */
public final class HtmlReport {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** @param reports of each project one; none where nothing was loaded */
    public String of(Collection<Report> reports) {
        String style = read(UPLOT + "uPlot.min.css") + read("report.css");
        String script = read(UPLOT + "uPlot.iife.min.js") + "\n" + read("report.js");
        String policy = "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
        String projects = reports.stream().map(Report::project).collect(Collectors.joining(", "));
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                + "<title>What the events of " + Markup.text(projects) + " say</title>\n"
                + "<style>" + style + "</style>\n</head>\n<body>\n<main>\n"
                + (reports.isEmpty() ? nothing() : "")
                + reports.stream().map(report -> new HtmlPage(report).html()).collect(Collectors.joining("<hr>\n"))
                + "</main>\n<script>" + script + "</script>\n</body>\n</html>\n";
    }

    private static String nothing() {
        return "<h1>No events yet</h1>\n<p><code>./caravan load</code> brings in the hours that are committed, "
                + "<code>./caravan refresh</code> makes the tables of which this report is.</p>\n";
    }

    private static String hash(String text) {
        byte[] sum = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(sum);
    }

    private static String read(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
