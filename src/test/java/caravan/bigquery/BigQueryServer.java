package caravan.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** The wire of a stand-in for BigQuery on loopback: answers what {@link Project} says, or does not, as a test has it. */
public final class BigQueryServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Project project;
    private volatile Weather weather = Weather.FAIR;

    /** A request, as it came. */
    record Call(String method, String path, String authorization, String range, byte[] body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What is answered; a body that is null is none. */
    record Reply(int status, JsonNode body, String location, String range) {
        static Reply of(JsonNode body) {
            return new Reply(200, body, null, null);
        }

        static Reply refused(int status, String reason, String message) {
            ObjectNode body = JSON.createObjectNode();
            ObjectNode error = body.putObject("error").put("code", status).put("message", message);
            error.putArray("errors").addObject().put("reason", reason).put("message", message);
            return new Reply(status, body, null, null);
        }
    }

    /** What becomes of a request. */
    interface Weather {
        Weather FAIR = (number, call) -> Fate.ANSWERED;

        /** @param number from 1, since this weather began */
        Fate of(int number, Call call);
    }

    /** LOST: the connection breaks, and nothing was done. UNHEARD: it was done, and the connection breaks. */
    enum Fate {
        ANSWERED,
        LOST,
        UNHEARD,
        BUSY,
        FORBIDDEN,
        UNAUTHORIZED,
        WITHOUT_SENSE,
        NO_JSON
    }

    private BigQueryServer(HttpServer server) {
        this.server = server;
        this.project =
                new Project(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    public static BigQueryServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BigQueryServer server = new BigQueryServer(http);
        http.createContext("/", server::answer);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    public URI address() {
        return project.address();
    }

    Project project() {
        return project;
    }

    /** Lets jobs read objects; what is not there is null. */
    public void reads(UnaryOperator<String> bucket) {
        project.holds(bucket);
    }

    /** Rows of a table of the stand-in's project, as {@link Tables#texts}. */
    public List<String> rows(String table, String... columns) {
        return project.tables().texts(table, columns);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    public long count(String words) {
        return calls.stream().filter(call -> call.toString().contains(words)).count();
    }

    /** Of a dataset. */
    public List<String> tables(String dataset) {
        return project.tables().names().stream()
                .filter(name -> name.startsWith(dataset + "."))
                .toList();
    }

    public void drops(String table) {
        project.tables().drop(table);
    }

    /** Connections break from the next call but so many on. */
    public void breaksAfter(int more) {
        weather((number, call) -> number <= more ? Fate.ANSWERED : Fate.LOST);
    }

    public void refuses() {
        weather((number, call) -> Fate.FORBIDDEN);
    }

    public void mends() {
        weather(Weather.FAIR);
    }

    void weather(Weather now) {
        int before = calls.size();
        weather = (number, call) -> now.of(number - before, call);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Range"),
                exchange.getRequestBody().readAllBytes());
        switch (weather.of(numbered(call), call)) {
            case LOST -> exchange.close();
            case BUSY -> send(exchange, Reply.refused(503, "backendError", "try again"));
            case FORBIDDEN -> send(exchange, Reply.refused(403, "accessDenied", "Access Denied: by the test"));
            case UNAUTHORIZED -> send(exchange, Reply.refused(401, "authError", "Invalid Credentials"));
            case WITHOUT_SENSE ->
                send(
                        exchange,
                        Reply.of(
                                JSON.createObjectNode().put("jobComplete", true).put("pageToken", "x")));
            case NO_JSON -> send(exchange, new Reply(200, null, null, null));
            case UNHEARD -> {
                project.answer(call);
                exchange.close();
            }
            default -> send(exchange, project.answer(call));
        }
    }

    private int numbered(Call call) {
        synchronized (calls) {
            calls.add(call);
            return calls.size();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.location() != null) {
            exchange.getResponseHeaders().set("Location", reply.location());
        }
        if (reply.range() != null) {
            exchange.getResponseHeaders().set("Range", reply.range());
        }
        byte[] body =
                reply.body() == null ? new byte[0] : reply.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
