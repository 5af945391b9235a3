package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sync.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API and what it answers are the same. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "delete");

    @TempDir
    static Path place;

    private static RawAmplitude amplitude;
    private static App app;
    private static Viewer viewer;
    private static ObjectNode document;

    @BeforeAll
    static void serve() throws Exception {
        amplitude = ConsoleApiTest.amplitude();
        app = ConsoleApiTest.served(place, amplitude.url());
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        viewer = Viewer.of(observer.engine()).knowing(1);
        document = (ObjectNode)
                new YAMLMapper().readTree(Files.readString(Path.of("src/main/resources/caravan/console/openapi.yaml")));
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    private interface Operation {
        void of(String path, String method, JsonNode operation) throws Exception;
    }

    private static void each(Operation operation) throws Exception {
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                assertThat(METHODS).contains(method.getKey());
                operation.of(path.getKey(), method.getKey(), method.getValue());
            }
        }
    }

    @Test
    void it_is_served_as_it_stands_as_yaml_and_as_json() throws Exception {
        assertThat(new YAMLMapper().readTree(viewer.get("/api/openapi.yaml").body()))
                .isEqualTo(document);
        assertThat(viewer.get("/api/openapi.json").json()).isEqualTo(document);
    }

    @Test
    void every_path_of_a_route_is_in_it_and_every_path_in_it_has_a_route() throws Exception {
        Set<String> routes = new TreeSet<>();
        for (RouteYaml file : RouteYaml.all()) {
            for (JsonNode route : file.routes()) {
                String uri = route.path("from").path("uri").asText();
                if (uri.startsWith("platform-http:") && !uri.contains("/observe/")) {
                    routes.add(uri.substring("platform-http:".length()));
                }
            }
        }
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .fieldNames()
                .forEachRemaining(path -> described.add(path.replaceFirst("/\\{project}.*", "")
                        .replaceFirst("/\\{id}", "")
                        .replaceFirst("\\{file}", "")));

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void every_get_answers_and_its_answer_is_as_it_is_described() throws Exception {
        String id = Viewer.send(bearing(viewer.posting("/api/runs", "{\"last\": \"1h\"}")))
                .json()
                .path("id")
                .asText();
        each((path, method, operation) -> {
            if (method.equals("get") && !path.equals("/api/events")) {
                String asked = path.replace("{project}", "default")
                        .replace("{hour}", ConsoleApiTest.OVERSIZE.toString())
                        .replace("{id}", id)
                        .replace("{file}", "none.js");
                answersAsDescribed(path, method, operation, viewer.getWithToken(asked));
                answersAsDescribed(path, method, operation, viewer.get(asked));
            }
        });
    }

    @Test
    void every_action_answers_as_it_is_described() throws Exception {
        each((path, method, operation) -> {
            if (!method.equals("get")) {
                JsonNode example = operation.at("/requestBody/content/application~1json/example");
                String body = example.isMissingNode()
                        ? ""
                        : example.toString().replaceAll("2026-11-2[78]T[0-9]{2}", ConsoleApiTest.LANDED.toString());
                HttpRequest.Builder request = method.equals("post")
                        ? viewer.posting(path, body)
                        : viewer.request(path).DELETE();
                answersAsDescribed(path, method, operation, Viewer.send(request.copy()));
                answersAsDescribed(path, method, operation, Viewer.send(bearing(request)));
            }
        });
        Viewer.Seen signedIn = viewer.signIn();
        answersAsDescribed("/api/session", "post", document.at("/paths/~1api~1session/post"), signedIn);
        assertThat(signedIn.status()).isEqualTo(200);
        Viewer.Seen reopened = Viewer.send(bearing(viewer.posting(
                "/api/reopenings",
                "{\"project\": \"default\", \"from\": \"%1$s\", \"to\": \"%1$s\"}".formatted(ConsoleApiTest.LANDED))));
        assertThat(reopened.status()).as(reopened.body()).isEqualTo(200);
    }

    private static HttpRequest.Builder bearing(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + Caller.TOKEN);
    }

    private static void answersAsDescribed(String path, String method, JsonNode operation, Viewer.Seen seen)
            throws Exception {
        String what = method + " " + path + " " + seen.status();
        JsonNode response = operation.path("responses").path(Integer.toString(seen.status()));
        assertThat(response.isMissingNode())
                .as("%s is described; it said %s", what, seen.body())
                .isFalse();
        JsonNode resolved = response.has("$ref")
                ? document.at(response.path("$ref").asText().substring(1))
                : response;
        String type = seen.header("Content-Type").replaceFirst(";.*", "");
        JsonNode content = resolved.path("content").path(type);
        assertThat(content.isMissingNode()).as("%s as %s", what, type).isFalse();
        if (type.equals("application/json")) {
            isValid(what, content.path("schema"), seen.json());
        }
    }

    /** By a schema of the document, whose references are of the document. */
    private static void isValid(String what, JsonNode schema, JsonNode json) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", document.path("components"));
        whole.setAll((ObjectNode) schema);
        var problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(json);
        assertThat(problems.stream().map(Object::toString).collect(Collectors.toList()))
                .as("%s: %s", what, json)
                .isEmpty();
    }

    @Test
    void every_example_in_it_is_as_its_schema_says() throws Exception {
        each((path, method, operation) -> operation
                .path("responses")
                .properties()
                .forEach(response -> {
                    JsonNode content = response.getValue().at("/content/application~1json");
                    if (content.has("example")) {
                        isValid(
                                method + " " + path + " " + response.getKey(),
                                content.path("schema"),
                                content.path("example"));
                    }
                }));
    }

    @Test
    void every_word_that_is_live_is_as_it_is_described() throws Exception {
        try (Viewer.Stream stream = viewer.live()) {
            assertThat(stream.next("hello").path("now").asText()).isNotEmpty();
            String hour =
                    "{\"project\": \"default\", \"from\": \"%1$s\", \"to\": \"%1$s\"}".formatted(ConsoleApiTest.LANDED);
            assertThat(Viewer.send(bearing(viewer.posting("/api/reopenings", hour)))
                            .status())
                    .isEqualTo(200);
            assertThat(Viewer.send(bearing(viewer.posting("/api/runs", hour))).status())
                    .isEqualTo(202);
            isValid("run", document.at("/components/schemas/RunUnderWay"), stream.next("run"));
            isValid("window", document.at("/components/schemas/Window"), stream.next("window"));
            assertThat(stream.next("hour").path("revision").asInt()).isPositive();
        }
    }
}
