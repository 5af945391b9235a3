package caravan.cli;

import caravan.config.Configuration;
import caravan.config.ConfigurationRefused;
import caravan.config.Home;
import caravan.demo.SimulatedProject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo's configuration: nobody's keys, nobody's {@code .env}, everything in its own folder. */
final class DemoConfiguration {
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
        set.putAll(more);
        return Configuration.of(set, home.caller(), clock);
    }

    /** Text for people with commands in it, as they are spelled for the demo: its hours are exported by the demo alone. */
    static String words(String text) {
        return text.replaceAll("\\./caravan sync [^\\n]*", "./caravan demo").replace("--project demo", "--demo");
    }
}
