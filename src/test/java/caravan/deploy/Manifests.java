package caravan.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads YAML into Kubernetes' own types. A field that they do not have is an error, as the API server's strict validation has it. */
final class Manifests {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    Namespace.class,
                    ServiceAccount.class,
                    NetworkPolicy.class,
                    ConfigMap.class,
                    Service.class,
                    Deployment.class,
                    CronJob.class,
                    Job.class)
            .collect(Collectors.toMap(
                    kind -> HasMetadata.getApiVersion(kind) + " " + kind.getSimpleName(), Function.identity()));

    /** The types keep what they do not know in a map of their own, so without this nothing would be unknown. */
    private static final class NothingAside extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    static final ObjectMapper STRICT = YAMLMapper.builder()
            .annotationIntrospector(new NothingAside())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Manifests() {}

    /** Every document of a file, in its order. */
    static List<HasMetadata> read(String yaml) throws IOException {
        List<HasMetadata> resources = new ArrayList<>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                resources.add(one(documents.next()));
            }
        }
        return resources;
    }

    private static HasMetadata one(JsonNode document) throws IOException {
        String kind = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        if (!KINDS.containsKey(kind)) {
            throw new IOException(kind + " is not a kind that is expected here: " + KINDS.keySet());
        }
        return STRICT.treeToValue(document, KINDS.get(kind));
    }
}
