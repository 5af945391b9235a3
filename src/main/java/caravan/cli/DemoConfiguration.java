package caravan.cli;

import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import caravan.config.Home;
import caravan.demo.SimulatedProject;
import caravan.driver.Driver;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The demo's configuration: nobody's keys, nobody's {@code .env}, everything in its own folder. */
final class DemoConfiguration {
    /** How many hours the demo has where nobody says another number. */
    static final int HOURS = 48;

    static final Duration GRACE = Duration.parse("PT2H15M");

    private static final Pattern SYNC = Pattern.compile("\\./caravan sync (?:[^\\n]*?--from (\\S+))?[^\\n]*");

    private DemoConfiguration() {}

    static Path folder(Home home) {
        return home.data().resolve("demo");
    }

    /** @param more keys that count before the demo's own */
    static Configuration of(Home home, URI url, Map<String, String> more, Clock clock) throws ConfigurationRefused {
        Path folder = folder(home);
        Map<String, String> set = new LinkedHashMap<>();
        set.put("caravan.project", "demo");
        set.put("caravan.amplitude.url", url.toString());
        set.put("caravan.amplitude.api-key", SimulatedProject.small().apiKey());
        set.put("caravan.amplitude.secret-key", SimulatedProject.small().secretKey());
        set.put("caravan.store", "file");
        set.put("caravan.file.directory", folder.resolve("lake").toString());
        set.put("caravan.spool.directory", folder.resolve("spool").toString());
        set.put("caravan.dead-letters.directory", folder.resolve("dead-letters").toString());
        if (!more.containsKey("caravan.warehouse")) {
            set.put("caravan.warehouse", Driver.DUCKDB.hindrance().isEmpty() ? "duckdb" : "none");
        }
        set.put("caravan.duckdb.file", folder.resolve("warehouse.duckdb").toString());
        set.putAll(more);
        return Configuration.of(set, home.caller(), clock);
    }

    /** Text for people with commands in it, as they are spelled for the demo: its hours are exported by the demo alone. */
    static String words(String text, Clock clock) {
        return SYNC.matcher(text)
                .replaceAll(sync -> "./caravan demo" + hours(sync.group(1), clock))
                .replace("--project demo", "--demo");
    }

    /** An option where the demo does not reach back so far by itself. */
    private static String hours(String from, Clock clock) {
        if (from == null) {
            return "";
        }
        long hours = lastHour(clock).number() - Hour.parse(from).number() + 1;
        return hours > HOURS ? " --hours " + hours : "";
    }

    /** The last one that Amplitude would export by now. */
    static Hour lastHour(Clock clock) {
        return new DueHours(clock, GRACE).closed(Hour.EARLIEST).orElseThrow().last();
    }
}
