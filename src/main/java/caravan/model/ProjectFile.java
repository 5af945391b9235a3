package caravan.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code dbt_project.yml} says.
 *
 * @param variables by name
 * @param folders what counts for models in a folder, by its path below that of the models; the empty path is all
 */
record ProjectFile(
        List<String> modelPaths,
        List<String> macroPaths,
        Map<String, Object> variables,
        Map<String, Map<String, Object>> folders) {
    static final String NAME = "dbt_project.yml";

    /** Of these some are dbt's alone, and change nothing of what a model is. */
    private static final Set<String> KEYS = Set.of(
            "name",
            "version",
            "config-version",
            "profile",
            "require-dbt-version",
            "flags",
            "clean-targets",
            "target-path",
            "log-path",
            "model-paths",
            "macro-paths",
            "test-paths",
            "docs-paths",
            "analysis-paths",
            "seed-paths",
            "snapshot-paths",
            "asset-paths",
            "tests",
            "data_tests",
            "unit_tests",
            "vars",
            "models");

    static ProjectFile of(Map<String, Object> yaml, List<String> problems) {
        for (String key : yaml.keySet()) {
            if (!KEYS.contains(key)) {
                problems.add(NAME + " has " + key + ", which only dbt reads");
            }
        }
        Map<String, Map<String, Object>> folders = new HashMap<>();
        Object own = Yaml.map(yaml.get("models")).get(String.valueOf(yaml.get("name")));
        collect("", Yaml.map(own), folders, problems);
        return new ProjectFile(
                Yaml.texts(yaml.get("model-paths"), "models"),
                Yaml.texts(yaml.get("macro-paths"), "macros"),
                Yaml.map(yaml.get("vars")),
                folders);
    }

    private static void collect(
            String path, Map<String, Object> yaml, Map<String, Map<String, Object>> folders, List<String> problems) {
        Map<String, Object> here = new HashMap<>();
        yaml.forEach((key, value) -> {
            if (value instanceof Map && !key.startsWith("+")) {
                collect(path.isEmpty() ? key : path + "/" + key, Yaml.map(value), folders, problems);
            } else if (Set.of("+schema", "+materialized", "+tags").contains(key)) {
                here.put(key.substring(1), value);
            } else {
                problems.add(NAME + " has " + key + " for models" + (path.isEmpty() ? "" : "/" + path)
                        + ", which only dbt reads; Caravan knows +schema, +materialized and +tags");
            }
        });
        folders.put(path, here);
    }

    /** What counts for a folder: its own over that of the folders around it. */
    Map<String, Object> config(String folder) {
        Map<String, Object> config = new HashMap<>(folders.getOrDefault("", Map.of()));
        StringBuilder path = new StringBuilder();
        for (String part : folder.split("/")) {
            path.append(path.isEmpty() ? "" : "/").append(part);
            config.putAll(folders.getOrDefault(path.toString(), Map.of()));
        }
        return config;
    }

    /** The folder of a model's file, below the one of all models. */
    String folderOf(Template file) {
        String folder = file.path().substring(0, file.path().lastIndexOf('/'));
        return modelPaths.stream()
                .filter(root -> folder.startsWith(root + "/"))
                .map(root -> folder.substring(root.length() + 1))
                .findFirst()
                .orElse("");
    }
}
