package caravan.app;

import caravan.cli.Engine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Calls a service over a real socket, with the right token unless a test says otherwise. */
record Caller(URI base, String token) {
    static final String TOKEN = "the-right-token-of-a-test";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Answered(int status, HttpResponse<String> response, JsonNode json) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String error() {
            return json.path("error").asText();
        }

        String id() {
            return json.path("id").asText();
        }
    }

    /** The application with a token file. */
    static App letInTo(App app) throws IOException {
        Path file = Files.writeString(app.place().resolve("token"), TOKEN + "\n");
        return app.set("caravan.http.token-file", file.toString());
    }

    static Caller of(Engine started) {
        return new Caller(started.address(), TOKEN);
    }

    Answered post(String body) throws Exception {
        return send(request("/api/runs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answered get(String path) throws Exception {
        return send(request(path));
    }

    /** Once the run is at its end. */
    Answered ended(String id) throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Answered answered = get("/api/runs/" + id);
        while (!answered.json().has("finishedAt")) {
            if (System.nanoTime() > until) {
                throw new AssertionError("still not at its end: " + answered.json());
            }
            answered = get("/api/runs/" + id);
        }
        return answered;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
    }

    static Answered send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                HTTP.send(request.timeout(Duration.ofSeconds(50)).build(), HttpResponse.BodyHandlers.ofString());
        boolean json = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new Answered(response.statusCode(), response, JSON.readTree(json ? response.body() : "{}"));
    }

    /** What no client would send: the request as it stands, and all that comes back until the server hangs up. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(50_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The same, of the answer its first bytes. */
    String rawHead(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(50_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.ISO_8859_1);
        }
    }
}
