package caravan.store;

import caravan.config.GcsKeys;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of Google Cloud Storage's JSON API as the store uses, on loopback, as Google documents it: generations and conditions,
 * CRC32C of what arrives, pages, uploads in one request and in pieces that go on where they broke off.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">its reference</a>
 */
public final class GcsServer implements AutoCloseable {
    private static final String BUCKET = "lake";
    private static final String OBJECTS = "/storage/v1/b/" + BUCKET + "/o";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final GcsBucket bucket = new GcsBucket(BUCKET);
    private final GcsUploads uploads = new GcsUploads(bucket);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<String> token = Optional.empty();

    /** Started, on a free port, with one bucket that holds nothing. */
    public GcsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public String bucket() {
        return BUCKET;
    }

    /** Of the one bucket, over this server. */
    public GcsKeys keys() {
        return keys(endpoint());
    }

    static GcsKeys keys(URI endpoint) {
        return new GcsKeys(BUCKET, Optional.empty(), Optional.of(endpoint), Optional.empty());
    }

    /** A store over it, which the caller closes. */
    public GcsStore store(String prefix) {
        return GcsStore.open(keys(), prefix, 50);
    }

    /** From now on only who brings this is let in. */
    void letIn(String bearer) {
        token = Optional.of(bearer);
    }

    /** {@code METHOD path?query} of each request, as it came. */
    public List<String> asked() {
        return asked;
    }

    /** What is there, by whole key. */
    Map<String, byte[]> objects() {
        return bucket.contents();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try {
                say(exchange, answered(exchange));
            } catch (GcsAnswer.Refusal refusal) {
                say(exchange, refusal.answer());
            }
        }
    }

    private GcsAnswer answered(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI());
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        if (token.isPresent()
                && !("Bearer " + token.get())
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw GcsAnswer.refusal(401, "authError", "Invalid Credentials");
        }
        if (path.equals("/upload" + OBJECTS)) {
            return method.equals("PUT")
                    ? uploads.piece(query.get("upload_id"), exchange)
                    : uploads.begun(query, exchange, endpoint());
        }
        if (path.startsWith("/download" + OBJECTS + "/")) {
            return bucket.media(key(path.substring("/download".length())));
        }
        if (!path.startsWith(OBJECTS)) {
            throw GcsAnswer.refusal(404, "notFound", "The specified bucket does not exist.");
        }
        if (path.equals(OBJECTS)) {
            return bucket.page(query.getOrDefault("prefix", ""), query.get("pageToken"));
        }
        return method.equals("DELETE") ? bucket.delete(key(path)) : bucket.media(key(path));
    }

    private static String key(String path) {
        return URLDecoder.decode(path.substring(OBJECTS.length() + 1), StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
            String[] both = pair.split("=", 2);
            query.put(both[0], both.length < 2 ? "" : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void say(HttpExchange exchange, GcsAnswer answer) throws IOException {
        try (InputStream rest = exchange.getRequestBody()) {
            rest.readAllBytes();
        }
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        boolean bare = answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.body().length);
        if (!bare) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
