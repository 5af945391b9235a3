package caravan.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the YAML files beside the models say: which tables there are that are no models, and what models, tables and columns mean. */
final class Descriptions {
    private static final Set<String> OF_A_MODEL =
            Set.of("name", "description", "columns", "tests", "data_tests", "constraints", "docs", "meta");

    private final Map<String, Relation> sources = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> tables = new LinkedHashMap<>();

    void add(Template file, List<String> problems) {
        Map<String, Object> yaml = Yaml.read(file, problems);
        for (Map<String, Object> source : Yaml.maps(yaml.get("sources"))) {
            String name = Yaml.text(source.get("name"));
            String schema = Yaml.text(source.getOrDefault("schema", name));
            for (Map<String, Object> table : Yaml.maps(source.get("tables"))) {
                String full = name + "." + Yaml.text(table.get("name"));
                sources.put(full, new Relation(schema, Yaml.text(table.getOrDefault("identifier", table.get("name")))));
                tables.put(full, table);
            }
        }
        for (Map<String, Object> model : Yaml.maps(yaml.get("models"))) {
            String name = Yaml.text(model.get("name"));
            if (tables.put(name, model) != null) {
                problems.add(file.path() + ": the model " + name + " is described twice");
            }
            model.keySet().stream()
                    .filter(key -> !OF_A_MODEL.contains(key))
                    .forEach(key -> problems.add(
                            file.path() + ": the model " + name + " has " + key + ", which only dbt reads"));
        }
    }

    /** @param name {@code source.table} */
    Optional<Relation> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    /** By {@code source.table}. */
    Map<String, Relation> sources() {
        return sources;
    }

    /** Models by name, and sources as {@code source.table}. */
    Set<String> names() {
        return tables.keySet();
    }

    /** Empty where there is none. */
    String of(String name) {
        return Yaml.text(tables.getOrDefault(name, Map.of()).get("description"));
    }

    /** By column, also those that are named without being described. */
    Map<String, String> columns(String name) {
        Map<String, String> columns = new LinkedHashMap<>();
        Yaml.maps(tables.getOrDefault(name, Map.of()).get("columns"))
                .forEach(column -> columns.put(Yaml.text(column.get("name")), Yaml.text(column.get("description"))));
        return columns;
    }
}
