package caravan.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML as maps, lists and scalars. */
final class Yaml {
    private static final ObjectMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    /** Empty where the file is, and where it is not to be read: then with a problem. */
    static Map<String, Object> read(Template file, List<String> problems) {
        try {
            Map<String, Object> read = MAPPER.readValue(file.text(), new TypeReference<>() {});
            return read == null ? Map.of() : read;
        } catch (JacksonException e) {
            problems.add(file.path() + " is no YAML: "
                    + e.getMessage().lines().findFirst().orElse(""));
            return Map.of();
        }
    }

    /** Empty where it is none. */
    static Map<String, Object> map(Object yaml) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (yaml instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    /** Empty where it is no list of maps. */
    static List<Map<String, Object>> maps(Object yaml) {
        return yaml instanceof List<?> list ? list.stream().map(Yaml::map).toList() : List.of();
    }

    static List<String> texts(Object yaml, String otherwise) {
        return yaml instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of(otherwise);
    }

    static String text(Object yaml) {
        return yaml == null ? "" : yaml.toString().strip();
    }
}
