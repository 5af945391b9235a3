package caravan.config;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stand-in for AWS Secrets Manager on loopback: {@code GetSecretValue} of what a test has put there, and nothing else. Gives the AWS SDK keys for as long as it is there. */
public final class SecretsManagerServer implements Closeable {
    private static final Pattern ID = Pattern.compile("\"SecretId\":\"([^\"]+)\"");
    private static final Map<String, String> KEYS =
            Map.of("aws.accessKeyId", "AKIATEST", "aws.secretAccessKey", "test", "aws.region", "eu-central-1");

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public SecretsManagerServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        KEYS.forEach(System::setProperty);
    }

    public SecretsManagerServer put(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of each request. */
    List<String> signatures() {
        return List.copyOf(signatures);
    }

    private void answer(HttpExchange exchange) throws IOException {
        signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
        Matcher id = ID.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String value = id.find() ? secrets.get(id.group(1)) : null;
        String body = value == null
                ? "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find the secret.\"}"
                : "{\"Name\":\"any\",\"SecretString\":\""
                        + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(value == null ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        KEYS.keySet().forEach(System::clearProperty);
    }
}
