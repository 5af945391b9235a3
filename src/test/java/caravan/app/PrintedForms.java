package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Logs;
import caravan.config.LogSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that the product prints, shows or stores while it lives, with every logger at TRACE. What comes to print something
 * new, metrics and pages, gets a line in {@link #all()}.
 */
final class PrintedForms implements AutoCloseable {
    private static final String JMX_DISABLED = "org.apache.camel.jmx.disabled";
    /** Of the servers that the tests are: they print what they are told. */
    private static final List<String> OTHER_SIDE = List.of("org.gaul", "org.jclouds", "org.eclipse.jetty");

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Path place;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Map<String, String> pages = new LinkedHashMap<>();
    private String settings = "";

    /** @param place all that is in this folder is looked at */
    PrintedForms(Path place, LogSettings.Format format) throws IOException {
        this.place = place;
        System.setProperty(JMX_DISABLED, "false");
        // The log goes to its file; to stderr only what goes there past the log.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        Logs.configure(new LogSettings(format, Optional.of(place.resolve("logs"))), true, Clock.systemUTC());
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        OTHER_SIDE.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        level(Level.INFO);
    }

    /** Everything at TRACE from now on, but for {@link #OTHER_SIDE}; starting engines logs most, and can be left out. */
    void loud() {
        level(Level.TRACE);
    }

    void quiet() {
        level(Level.INFO);
    }

    private void level(Level level) {
        context.getLoggerList().stream()
                .filter(logger -> !OTHER_SIDE.contains(logger.getName())
                        && !logger.getName().equals(Logger.ROOT_LOGGER_NAME))
                .forEach(logger -> logger.setLevel(null));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    }

    /** Also what this application says of itself. */
    PrintedForms andOf(App app) throws Exception {
        settings = app.configuration() + "\n" + app.configuration().forCamel() + "\n"
                + app.configuration().settings();
        return this;
    }

    /** Also what it answers by HTTP. */
    PrintedForms andPage(String path, String text) {
        pages.put(path, text);
        return this;
    }

    void holdNoCanary() throws Exception {
        Map<String, String> all = all();
        assertThat(all.get("log")).as("the log at TRACE").contains("TRACE");
        assertThat(all.get("JMX attributes")).contains("fetch-export", "java.class.path");
        for (Map.Entry<String, String> form : all.entrySet()) {
            for (String canary : Canary.forms()) {
                int at = form.getValue().indexOf(canary);
                assertThat(at < 0 ? "" : around(form.getValue(), at))
                        .as("%s in %s", canary, form.getKey())
                        .isEmpty();
            }
        }
    }

    private Map<String, String> all() throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("log", files("logs"));
        all.put("stderr", written.toString(StandardCharsets.UTF_8));
        all.put("settings", settings);
        all.put("lake, ledger, spool, dead letters", files("lake") + files("spool") + files("dead-letters"));
        all.put("file names", names());
        all.put("threads", Thread.getAllStackTraces().keySet().toString());
        all.put(
                "process",
                ManagementFactory.getRuntimeMXBean().getInputArguments()
                        + ProcessHandle.current().info().toString());
        all.put("JMX attributes", attributes());
        all.putAll(pages);
        return all;
    }

    private String names() throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            return found.map(Path::toString).collect(Collectors.joining("\n"));
        }
    }

    private String files(String folder) throws IOException {
        if (!Files.exists(place.resolve(folder))) {
            return "";
        }
        try (Stream<Path> found = Files.walk(place.resolve(folder))) {
            return found.filter(Files::isRegularFile).map(PrintedForms::text).collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String attributes() throws Exception {
        StringBuilder out = new StringBuilder();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                out.append(name).append(' ').append(attribute.getName()).append(' ');
                try {
                    out.append(Arrays.deepToString(new Object[] {server.getAttribute(name, attribute.getName())}));
                } catch (JMException | RuntimeMBeanException e) {
                    out.append(e);
                }
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 60));
    }

    @Override
    public void close() throws IOException {
        System.setErr(stderr);
        System.setProperty(JMX_DISABLED, "true");
        Logs.configure(new LogSettings(LogSettings.Format.TEXT, Optional.empty()), false, Clock.systemUTC());
    }
}
