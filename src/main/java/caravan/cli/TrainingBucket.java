package caravan.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of S3 as one small sync asks of it, on loopback and in memory. It lets everybody in, says yes to deletions and deletes nothing. */
final class TrainingBucket implements AutoCloseable {
    private static final Pattern PREFIX = Pattern.compile("(?:^|&)prefix=([^&]*)");
    private static final byte[] NOTHING = {};

    private final HttpServer server;
    private final SortedMap<String, byte[]> objects = new TreeMap<>();

    TrainingBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** One request at a time: the server's own thread answers them all. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, key, whole(exchange.getRequestHeaders(), body));
                case "POST" -> say(exchange, 200, text("<DeleteResult></DeleteResult>"));
                case "GET", "HEAD" -> {
                    if (query.contains("list-type=")) {
                        say(exchange, 200, text(listing(key, query)));
                    } else {
                        get(exchange, key);
                    }
                }
                default -> say(exchange, 405, NOTHING);
            }
        }
    }

    /** The SDK sends in chunks what it signs or sums up on the way: a line with their size, in hexadecimal digits, before each. */
    private static byte[] whole(Headers headers, byte[] body) {
        if (!headers.containsKey("x-amz-decoded-content-length")) {
            return body;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        for (int size = size(body, at); size > 0; size = size(body, at)) {
            at = lineEnd(body, at) + 2;
            whole.write(body, at, size);
            at += size + 2;
        }
        return whole.toByteArray();
    }

    private static int size(byte[] body, int at) {
        String line = new String(body, at, lineEnd(body, at) - at, StandardCharsets.US_ASCII);
        return Integer.parseInt(line.split(";", 2)[0], 16);
    }

    private static int lineEnd(byte[] body, int at) {
        int end = at;
        while (body[end] != '\r') {
            end++;
        }
        return end;
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        Headers conditions = exchange.getRequestHeaders();
        byte[] there = objects.get(key);
        boolean refused = there == null
                ? conditions.containsKey("If-Match")
                : conditions.containsKey("If-None-Match")
                        || conditions.containsKey("If-Match")
                                && !conditions.getFirst("If-Match").equals(tag(there));
        if (refused) {
            say(exchange, 412, text("<Error><Code>PreconditionFailed</Code><Message>another</Message></Error>"));
            return;
        }
        objects.put(key, body);
        exchange.getResponseHeaders().set("ETag", tag(body));
        say(exchange, 200, NOTHING);
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        byte[] there = objects.get(key);
        if (there == null) {
            say(exchange, 404, text("<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"));
            return;
        }
        exchange.getResponseHeaders().set("ETag", tag(there));
        say(exchange, 200, there);
    }

    private String listing(String bucket, String query) {
        Matcher prefix = PREFIX.matcher(query);
        String beginning = bucket + "/" + (prefix.find() ? prefix.group(1) : "");
        String contents = objects.tailMap(beginning).entrySet().stream()
                .filter(object -> object.getKey().startsWith(beginning))
                .map(object -> listed(object, bucket.length() + 1))
                .collect(Collectors.joining());
        return "<ListBucketResult><IsTruncated>false</IsTruncated>" + contents + "</ListBucketResult>";
    }

    private static String listed(Map.Entry<String, byte[]> object, int bucket) {
        return "<Contents><Key>" + object.getKey().substring(bucket) + "</Key><LastModified>2026-01-01T00:00:00.000Z"
                + "</LastModified><ETag>" + tag(object.getValue()) + "</ETag><Size>" + object.getValue().length
                + "</Size></Contents>";
    }

    /** Spelt so that it can stand in XML as it is. */
    private static String tag(byte[] bytes) {
        return "'" + Arrays.hashCode(bytes) + "'";
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    private static void say(HttpExchange exchange, int status, byte[] words) throws IOException {
        boolean bare = words.length == 0 || "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(status, bare ? -1 : words.length);
        if (!bare) {
            exchange.getResponseBody().write(words);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
