package caravan.cli;

import caravan.config.Configuration;
import caravan.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Which route files run, and with which placeholders: the chapters, one store and one warehouse. */
final class RouteFiles {
    /** What only a service has: ticks, and somebody to answer. */
    private static final Set<String> OF_THE_SERVICE =
            Set.of("10-schedule.camel.yaml", "console.camel.yaml", "console-read.camel.yaml", "observe.camel.yaml");

    /**
     * Camel would ask the environment and the JVM before the configuration: for its own options, and for what {@code {{key}}} in a
     * route names, as it is spelt there. 0 is never.
     */
    private static final Map<String, String> NOT_BEHIND_OUR_BACK = Map.of(
            "camel.component.properties.environment-variable-mode", "0",
            "camel.component.properties.system-properties-mode", "0",
            "camel.main.auto-configuration-environment-variables-enabled", "false",
            "camel.main.auto-configuration-system-properties-enabled", "false");

    private RouteFiles() {}

    static void configure(Main camel, Configuration configuration, Path routes, boolean service) {
        Properties placeholders = new Properties();
        placeholders.putAll(placeholders(configuration));
        placeholders.putAll(NOT_BEHIND_OUR_BACK);
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.setOverrideProperties(placeholders);
        List<Path> files = files(configuration, routes, service);
        camel.configure()
                .withName("caravan")
                .withAutoConfigurationEnvironmentVariablesEnabled(false)
                .withAutoConfigurationSystemPropertiesEnabled(false)
                .withBasePackageScanEnabled(false)
                .withRoutesIncludePattern(
                        files.stream().map(file -> "file:" + file).collect(Collectors.joining(",")))
                .withStreamCachingEnabled(false)
                .withShutdownTimeout(30)
                .withShutdownLogInflightExchangesOnTimeout(false);
        camel.addMainListener(new PlainYaml(files));
        camel.addMainListener(new StoreRoute(configuration.settings()));
    }

    /** What {@code {{key}}} in a route may name: everything effective but secrets. */
    static Map<String, String> placeholders(Configuration configuration) {
        Map<String, String> placeholders = new HashMap<>(configuration.forCamel());
        placeholders.putIfAbsent("caravan.store.prefix", "");
        return placeholders;
    }

    /** The chapters in their order, then the store's and the warehouse's file, and the triggers where callers are let in. */
    static List<Path> files(Configuration configuration, Path routes, boolean service) {
        Settings settings = configuration.settings();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> chapters = Files.list(routes)) {
            chapters.filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
                    .filter(file -> service
                            || !OF_THE_SERVICE.contains(file.getFileName().toString()))
                    .sorted()
                    .forEach(files::add);
            files.add(routes.resolve("stores/" + settings.store() + ".camel.yaml"));
            files.add(routes.resolve("warehouses/" + settings.warehouse() + ".camel.yaml"));
            if (service && settings.httpTokenFile().isPresent()) {
                files.add(routes.resolve("triggers/http.camel.yaml"));
            }
            return List.copyOf(files);
        } catch (IOException e) {
            throw new RoutesRefused(
                    "the routes in " + routes + " cannot be read (" + e
                            + "), nothing was started; they come with Caravan,"
                            + " beside the launcher, unless the caller's directory has a folder routes of its own",
                    e);
        }
    }
}
