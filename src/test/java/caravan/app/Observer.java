package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A service whose syncs are calls of a test, and what it tells by HTTP. */
record Observer(Engine engine) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ticks once a year: on New Year's Eve the clock of the test is past it, and Quartz's own is not. */
    private static final String YEARLY = "0 0 0 1 1 ?";

    static Observer of(App app) throws Exception {
        Path routes = RouteYaml.copied(app.place());
        Files.writeString(routes.resolve("10-schedule.camel.yaml"), """
                - route:
                    id: schedule
                    from:
                      uri: quartz:caravan/schedule
                      parameters:
                        cron: "{{caravan.schedule.cron}}"
                        trigger.timeZone: UTC
                        stateful: true
                      steps:
                        - to: direct:sync-hours
                """);
        Engine engine =
                app.set("caravan.schedule.cron", YEARLY).onRoutes(routes).bind(Engine.Life.SERVICE);
        engine.start();
        return new Observer(engine);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    URI uri(String path) {
        return engine.address().resolve("/observe/" + path);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The whole answer, whose status agrees with its code. */
    JsonNode health(String which) throws Exception {
        HttpResponse<String> answer = get("health" + which);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(body.path("status").asText().equals("UP") ? 200 : 503);
        return body;
    }

    JsonNode check(String which, String name) throws Exception {
        for (JsonNode check : health(which).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + health(which));
    }

    /** {@code name{labels}} to its value, as they stand in the scrape. */
    Map<String, Double> metrics() throws Exception {
        Map<String, Double> metrics = new TreeMap<>();
        Arrays.stream(get("metrics").body().split("\n"))
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> metrics.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        return metrics;
    }
}
