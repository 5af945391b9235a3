package caravan.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of all this, as YAML and as JSON. */
final class OpenApi {
    private static final String FILE = "/caravan/console/openapi.yaml";

    private final Reply yaml;
    private final Reply json;

    OpenApi() {
        try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
            byte[] bytes = in.readAllBytes();
            JsonNode read = new YAMLMapper().readTree(bytes);
            yaml = Reply.of("application/yaml; charset=utf-8", bytes);
            json = Reply.json(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply yaml(Question question) throws Refused {
        question.takes();
        return yaml;
    }

    Reply json(Question question) throws Refused {
        question.takes();
        return json;
    }
}
