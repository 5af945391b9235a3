package caravan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** One route file, read as YAML and nothing more. */
record RouteYaml(Path file, String text, JsonNode yaml) {
    private static final Path ROUTES = Path.of("routes");

    static RouteYaml read(Path file) {
        try {
            String text = Files.readString(file);
            return new RouteYaml(file, text, new YAMLMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of the repository's routes, chapters first. */
    static List<RouteYaml> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .map(RouteYaml::read)
                    .toList();
        }
    }

    /** A copy of the routes, to be edited. */
    static Path copied(Path into) throws IOException {
        Path copy = into.resolve("edited-routes");
        try (Stream<Path> found = Files.walk(ROUTES)) {
            for (Path path : found.toList()) {
                Path target = copy.resolve(ROUTES.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return copy;
    }

    /** Replaces what stands there once or more. */
    static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new AssertionError(file + " does not hold '" + from + "'");
        }
        Files.writeString(file, text.replace(from, to));
    }

    /** {@code stores/s3}. */
    String name() {
        return ROUTES.relativize(file).toString().replace('\\', '/').replace(".camel.yaml", "");
    }

    /** {@code s3}, {@code sync-hours}: without folder and number. */
    String stem() {
        return file.getFileName().toString().replace(".camel.yaml", "").replaceFirst("^\\d+-", "");
    }

    List<JsonNode> routes() {
        List<JsonNode> routes = new ArrayList<>();
        yaml.forEach(top -> routes.add(top.has("route") ? top.get("route") : top.path("routeConfiguration")));
        return routes;
    }

    List<String> ids() {
        return routes().stream().map(route -> route.path("id").asText()).toList();
    }

    /** Every field, with its name. */
    void fields(BiConsumer<String, JsonNode> each) {
        walk(yaml, each);
    }

    private static void walk(JsonNode node, BiConsumer<String, JsonNode> each) {
        node.properties().forEach(field -> {
            each.accept(field.getKey(), field.getValue());
            walk(field.getValue(), each);
        });
        if (node.isArray()) {
            node.forEach(child -> walk(child, each));
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
