package caravan.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A caller's directory with what a test puts into its layers; the keys of a project are there unless a test takes them away. */
final class Given {
    static final Clock NOW = Clock.fixed(Instant.parse("2026-11-08T12:30:00Z"), ZoneOffset.UTC);

    private final Path directory;
    private final Map<String, String> set = new LinkedHashMap<>();
    private final Map<String, String> environment =
            new LinkedHashMap<>(Map.ofEntries(entry("AMP_API_KEY", "an-api-key"), entry("AMP_SECRET_KEY", "a-secret")));

    Given(Path directory) {
        this.directory = directory;
    }

    Given set(String key, String value) {
        set.put(key, value);
        return this;
    }

    Given environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Given withoutKeys() {
        environment.clear();
        return this;
    }

    Given dotEnv(String text) throws IOException {
        Files.writeString(directory.resolve(".env"), text);
        return this;
    }

    Given properties(String text) throws IOException {
        Files.writeString(directory.resolve("application.properties"), text);
        return this;
    }

    Configuration load() throws ConfigurationRefused {
        return Configuration.load(set, environment, new Home(directory, directory.resolve("launcher")), NOW);
    }

    Settings settings() throws ConfigurationRefused {
        return load().settings();
    }

    List<String> problems() {
        try {
            Configuration loaded = load();
            assertThat(loaded).as("was to be refused").isNull();
            return List.of();
        } catch (ConfigurationRefused e) {
            return e.problems();
        }
    }

    String problem() {
        assertThat(problems()).hasSize(1);
        return problems().get(0);
    }
}
