package caravan.snowflake;

import caravan.archive.AmplitudeConnections;
import caravan.archive.Escaped;
import caravan.config.CheckedNames;
import caravan.config.SnowflakeSettings;
import caravan.ledger.LandedObject;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseFault;
import caravan.warehouse.WarehouseRefused;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** The pipe, by its REST API: it is told of files, and says what became of them. Told of one twice, it takes it once. */
final class Snowpipe implements AutoCloseable {
    /** Of files in one call, as Snowflake takes them. */
    private static final int MOST_FILES = 5_000;

    private static final int MOST_BYTES = 8 << 20;
    private static final int SHOWN = 200;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SnowflakeSettings settings;
    private final Clock clock;
    private final Pause pause;
    private CloseableHttpClient client;

    Snowpipe(SnowflakeSettings settings, Clock clock, Pause pause) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
    }

    SnowflakeSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    Pause pause() {
        return pause;
    }

    /** Tells it of these files. That it answers does not mean that they are in. */
    void insert(List<LandedObject> objects) throws IOException {
        for (int from = 0; from < objects.size(); from += MOST_FILES) {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode files = body.putArray("files");
            objects.subList(from, Math.min(objects.size(), from + MOST_FILES))
                    .forEach(object ->
                            files.addObject().put("path", object.key()).put("size", object.bytes()));
            HttpPost request = new HttpPost(call("insertFiles", ""));
            request.setEntity(new StringEntity(JSON.writeValueAsString(body), ContentType.APPLICATION_JSON));
            answer(request);
        }
    }

    /** Of the last minutes; what is older, or was told by a process before this one, {@link #history} knows. */
    List<PipedFile> report() throws IOException {
        return files(answer(new HttpGet(call("insertReport", ""))));
    }

    /** Of all files since then. Snowflake allows few of these calls. */
    List<PipedFile> history(Instant since) throws IOException {
        String start = since.truncatedTo(ChronoUnit.MILLIS).toString();
        return files(answer(new HttpGet(
                call("loadHistoryScan", "&startTimeInclusive=" + URLEncoder.encode(start, StandardCharsets.UTF_8)))));
    }

    private static List<PipedFile> files(JsonNode answer) {
        return StreamSupport.stream(answer.path("files").spliterator(), false)
                .map(PipedFile::of)
                .toList();
    }

    private URI call(String name, String more) {
        String pipe = settings.database() + "." + settings.schema() + "." + settings.pipe();
        return URI.create(
                settings.url() + "/v1/data/pipes/" + pipe + "/" + name + "?requestId=" + UUID.randomUUID() + more);
    }

    private JsonNode answer(HttpUriRequestBase request) throws IOException {
        SigningKey key = SigningKey.of(settings);
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key.token(settings, clock.instant()));
        request.setHeader("X-Snowflake-Authorization-Token-Type", "KEYPAIR_JWT");
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        String what = "Snowpipe's " + request.getPath().replaceAll("^.*/|\\?.*$", "");
        int status;
        String text;
        try (ClassicHttpResponse response = client().executeOpen(null, request, null)) {
            status = response.getCode();
            byte[] bytes = response.getEntity() == null
                    ? new byte[0]
                    : response.getEntity().getContent().readNBytes(MOST_BYTES + 1);
            text = new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new WarehouseAway(what + " was not answered: " + e, e);
        }
        return judged(what, status, text);
    }

    private static JsonNode judged(String what, int status, String text) throws IOException {
        String said = what + " was answered " + status + " '" + Escaped.text(text.strip(), SHOWN) + "'";
        if (status == 401 || status == 403 || status == 404) {
            throw new WarehouseRefused(said
                    + (status == 404
                            ? "; the pipe is not there, or the role may not operate it (./caravan snowflake setup)"
                            : "; the user's RSA_PUBLIC_KEY is another, or this machine's clock is off"));
        }
        if (status == 408 || status == 429 || status >= 500 || text.length() > MOST_BYTES) {
            throw new WarehouseAway(said, null);
        }
        if (status != 200) {
            throw new WarehouseFault(said, null);
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new WarehouseAway(said + ", which is no JSON", e);
        }
    }

    private synchronized CloseableHttpClient client() {
        if (client == null) {
            client = AmplitudeConnections.plain(HttpClients.custom(), new CheckedNames())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setResponseTimeout(Timeout.of(LONGEST))
                            .build())
                    .build();
        }
        return client;
    }

    @Override
    public synchronized void close() throws IOException {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
