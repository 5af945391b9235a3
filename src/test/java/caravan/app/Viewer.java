package caravan.app;

import caravan.cli.Engine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** Somebody who looks at the console of a service; with the token, with a session, or with nothing. */
record Viewer(URI base) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Seen(HttpResponse<String> response, JsonNode json) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }

        String error() {
            return json.path("error").asText();
        }
    }

    static Viewer of(Engine started) {
        return new Viewer(started.address());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    HttpRequest.Builder withToken(String path) {
        return request(path).header("Authorization", "Bearer " + Caller.TOKEN);
    }

    Seen get(String path) throws Exception {
        return send(request(path));
    }

    Seen getWithToken(String path) throws Exception {
        return send(withToken(path));
    }

    HttpRequest.Builder posting(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("Origin", base.toString())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    Seen signIn() throws Exception {
        return send(posting("/api/session", "{\"token\": \"" + Caller.TOKEN + "\"}"));
    }

    /** What a browser would send back. */
    static String cookie(Seen signedIn) {
        return signedIn.header("Set-Cookie").replaceFirst(";.*", "");
    }

    static Seen send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                HTTP.send(request.timeout(Duration.ofSeconds(50)).build(), HttpResponse.BodyHandlers.ofString());
        boolean json = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new Seen(response, JSON.readTree(json ? response.body() : "{}"));
    }

    static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.timeout(Duration.ofSeconds(50)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Asks until the answer is so. */
    Seen until(String path, Predicate<JsonNode> so) throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Seen seen = getWithToken(path);
        while (seen.status() != 200 || !so.test(seen.json())) {
            if (System.nanoTime() > until) {
                throw new AssertionError("still " + seen.status() + " " + seen.body());
            }
            Thread.onSpinWait();
            seen = getWithToken(path);
        }
        return seen;
    }

    /** Once the ledger was read, with so many hours landed. */
    Viewer knowing(int landed) throws Exception {
        until(
                "/api/status",
                json -> json.at("/projects/0/counts/landed").asInt(-1) == landed
                        && json.at("/projects/0/reading/state").asText().equals("ready"));
        return this;
    }

    /** A client of what is live. */
    Stream live() throws Exception {
        HttpResponse<InputStream> response =
                HTTP.send(request("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        return new Stream(response, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    record Stream(HttpResponse<InputStream> response, BufferedReader lines) implements AutoCloseable {
        /** The data of the next event of that name. */
        JsonNode next(String name) throws Exception {
            boolean found = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    found = line.equals("event: " + name);
                } else if (found && line.startsWith("data: ")) {
                    return JSON.readTree(line.substring("data: ".length()));
                }
            }
            throw new AssertionError("the stream ended without " + name);
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
