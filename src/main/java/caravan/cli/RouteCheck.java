package caravan.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;

/** Reads route files as Camel would, without starting anything: its YAML schema finds misspelt steps, its catalog misspelt options. */
public final class RouteCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:]+)(:[^{}]*)?}}");

    private static final Pattern QUOTED_PLACEHOLDER = Pattern.compile("\"\\{\\{([^{}:]+)}}\"");
    private static final Set<String> NAMING = Set.of("additionalProperties", "type", "enum");

    private final Map<String, String> placeholders;
    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog();
    private final JsonSchema schema;

    /** @param placeholders what {@code {{key}}} in a route may name */
    public RouteCheck(Map<String, String> placeholders) throws IOException {
        this.placeholders = placeholders;
        try (InputStream in = RouteCheck.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            // Read as far as the routes need it: the whole schema, with every reference followed, does not fit a small
            // heap.
            SchemaValidatorsConfig lazily =
                    SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in, lazily);
        }
    }

    /** Everything that is wrong, a line each, with the file and the place in it; empty where all is good. */
    public List<String> findings(List<Path> files) throws IOException {
        List<String> findings = new ArrayList<>();
        Map<String, String> ids = new TreeMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!Files.exists(file)) {
                findings.add(name + " is not there: " + file);
                continue;
            }
            Optional<String> notPlain = PlainYaml.problem(file);
            if (notPlain.isPresent()) {
                findings.add(notPlain.get());
                continue;
            }
            try {
                read(file, ids, findings);
            } catch (JacksonException e) {
                findings.add(name + " is no YAML: " + e.getOriginalMessage() + " at line "
                        + e.getLocation().getLineNr());
            }
        }
        return findings;
    }

    private void read(Path file, Map<String, String> ids, List<String> findings) throws IOException {
        String name = file.getFileName().toString();
        JsonNode yaml = new YAMLMapper().readTree(file.toFile());
        JsonNode typed = new YAMLMapper().readTree(typed(Files.readString(file)));
        // A value that one placeholder stands for is text and what it stands for: wrong only if it is wrong as both.
        List<String> misspelt = misspelt(name, schema.validate(yaml));
        misspelt.retainAll(misspelt(name, schema.validate(typed)));
        findings.addAll(misspelt);
        walk("", yaml, (place, node) -> inspect(name, place, node, findings));
        yaml.findValues("route").forEach(route -> id(name, route, ids, findings));
    }

    /** The schema says of one misspelt word everything that it might have been; only what names the word itself is kept. */
    private static List<String> misspelt(String file, Collection<ValidationMessage> messages) {
        List<String> all =
                messages.stream().map(message -> file + message).limit(1).toList();
        List<String> named = messages.stream()
                .filter(message -> NAMING.contains(message.getType()))
                .map(message -> file + message)
                .distinct()
                .toList();
        return new ArrayList<>(named.isEmpty() ? all : named);
    }

    private static void id(String file, JsonNode route, Map<String, String> ids, List<String> findings) {
        String id = route.path("id").asText();
        String other = ids.put(id, file);
        if (other != null) {
            findings.add(file + ": route '" + id + "' is also in " + other + "; an id names one route");
        }
    }

    private static void walk(String place, JsonNode node, BiConsumer<String, JsonNode> each) {
        each.accept(place, node);
        node.properties().forEach(field -> walk(place + "/" + field.getKey(), field.getValue(), each));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(place + "/" + i, node.get(i), each);
            }
        }
    }

    private void inspect(String file, String place, JsonNode node, List<String> findings) {
        if (node.isTextual()) {
            Matcher matcher = PLACEHOLDER.matcher(node.asText());
            while (matcher.find()) {
                if (matcher.group(2) == null
                        && !placeholders.containsKey(matcher.group(1).strip())) {
                    findings.add(file + place + ": {{" + matcher.group(1)
                            + "}} names no property; set it in application.properties");
                }
            }
        }
        if (node.isObject() && node.path("uri").isTextual()) {
            endpoint(file + place, node, findings);
        }
    }

    private void endpoint(String place, JsonNode node, List<String> findings) {
        StringBuilder uri = new StringBuilder(node.get("uri").asText());
        char separator = uri.indexOf("?") < 0 ? '?' : '&';
        for (Map.Entry<String, JsonNode> option : node.path("parameters").properties()) {
            String value = option.getValue().asText().replace("%", "%25").replace("&", "%26");
            uri.append(separator).append(option.getKey()).append('=').append(value);
            separator = '&';
        }
        EndpointValidationResult result = catalog.validateEndpointProperties(resolved(uri.toString()), true);
        if (!result.isSuccess()) {
            findings.add(
                    place + ": " + result.summaryErrorMessage(false).strip().replaceAll("\\s+", " "));
        }
    }

    /** Where a value is one placeholder and stands for a number or a boolean, the schema wants to see that. */
    private String typed(String yaml) {
        return QUOTED_PLACEHOLDER.matcher(yaml).replaceAll(found -> {
            String value = placeholders.getOrDefault(found.group(1).strip(), "");
            return Matcher.quoteReplacement(value.matches("-?\\d+|true|false") ? value : found.group());
        });
    }

    private String resolved(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        placeholders.getOrDefault(found.group(1).strip(), found.group())));
    }
}
