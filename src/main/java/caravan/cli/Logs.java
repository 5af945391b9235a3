package caravan.cli;

import static org.slf4j.Logger.ROOT_LOGGER_NAME;

import caravan.config.LogSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets the log up: to stderr, and to a file of this run where the configuration names a directory. */
public final class Logs {
    /** Talkative below WARN, and of no use to whoever runs this. */
    private static final List<String> OTHERS = List.of(
            "org.apache.camel",
            "org.apache.hc",
            "org.apache.http",
            "software.amazon.awssdk",
            "org.quartz",
            "io.vertx",
            "io.netty");

    private Logs() {}

    /**
     * Replaces whatever was set up before.
     *
     * @param verbose our own DEBUG, and Camel's INFO
     * @throws IOException where the log directory cannot be used
     */
    public static void configure(LogSettings settings, boolean verbose, Clock clock) throws IOException {
        configure(settings, verbose, clock, unclosed(System.err), Level.TRACE);
    }

    /** For a terminal with a progress bar: of the log only warnings stand above it; a log file has everything. */
    static void aboveProgress(LogSettings settings, boolean verbose, Clock clock) throws IOException {
        configure(settings, verbose, clock, unclosed(new ClearedLines(System.err)), Level.WARN);
    }

    private static void configure(LogSettings settings, boolean verbose, Clock clock, OutputStream console, Level least)
            throws IOException {
        // Read when the driver is loaded: else it writes to stderr by itself.
        System.setProperty("net.snowflake.jdbc.loggerImpl", "net.snowflake.client.log.SLF4JLogger");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        OutputStream file = settings.directory().isEmpty()
                ? null
                : Files.newOutputStream(
                        LogFiles.create(settings.directory().get(), clock.instant()), StandardOpenOption.APPEND);
        context.reset();
        append(context, console, layout(settings.format()), least);
        if (file != null) {
            append(context, file, layout(settings.format()), Level.TRACE);
        }
        levels(context, Level.INFO, verbose);
    }

    /** Before the configuration is known: warnings to stderr. */
    static void quiet(LoggerContext context) {
        append(context, unclosed(System.err), new TextLines(), Level.TRACE);
        levels(context, Level.WARN, false);
    }

    private static void levels(LoggerContext context, Level root, boolean verbose) {
        context.getLogger(ROOT_LOGGER_NAME).setLevel(root);
        OTHERS.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        if (verbose) {
            context.getLogger("caravan").setLevel(Level.DEBUG);
            context.getLogger("org.apache.camel").setLevel(Level.INFO);
        }
        // Warns of each keyword of the YAML schema that is not of JSON schema itself.
        context.getLogger("com.networknt").setLevel(Level.ERROR);
        // Every failure of a route is told once, by the doCatch that settles it, and not by each route that it passes.
        context.getLogger("org.apache.camel.processor.errorhandler.DefaultErrorHandler")
                .setLevel(verbose ? Level.INFO : Level.OFF);
        // Every failure of it is told once, by the load that it failed.
        context.getLogger("net.snowflake").setLevel(verbose ? Level.WARN : Level.OFF);
        // An ERROR for each caller who hangs up in the middle of his body: anybody could fill the log.
        context.getLogger("io.vertx.ext.web.RoutingContext").setLevel(verbose ? Level.ERROR : Level.OFF);
        // Of an address that it makes names of: where there is no network but loopback it takes random bytes, which do
        // as well.
        context.getLogger("io.netty.util.internal.MacAddressUtil").setLevel(Level.ERROR);
        context.addTurboFilter(new CredentialLoggers());
    }

    private static Layout<ILoggingEvent> layout(LogSettings.Format format) {
        return format == LogSettings.Format.JSON ? new JsonLines() : new TextLines();
    }

    private static void append(LoggerContext context, OutputStream stream, Layout<ILoggingEvent> layout, Level least) {
        ((LayoutBase<ILoggingEvent>) layout).setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(stream);
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(least.toString());
        filter.start();
        appender.addFilter(filter);
        appender.start();
        context.getLogger(ROOT_LOGGER_NAME).addAppender(appender);
    }

    /** The stream of the process outlives the log. */
    private static OutputStream unclosed(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
