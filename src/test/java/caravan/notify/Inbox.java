package caravan.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook on loopback that keeps what it is sent, and answers as a test tells it to. */
public final class Inbox implements Closeable {
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public Inbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    /** With a path, as Slack's have one, that nobody else knows. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void answer(int with) {
        status = with;
    }

    /** {@code POST /path application/json}, all of them. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Of the messages that were taken. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type"));
        if (status == 200) {
            texts.add(new ObjectMapper().readTree(body).get("text").asText());
        }
        exchange.getResponseHeaders().set("Location", url("/elsewhere"));
        exchange.sendResponseHeaders(status, OK.length);
        exchange.getResponseBody().write(OK);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
