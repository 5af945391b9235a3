package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Snowflake's servers on loopback, as far as the loader asks them: login by a signed token, statements as the JDBC driver sends them, and
 * Snowpipe. DuckDB is behind it, with functions of the same names, so that the very SQL of the product is run.
 */
public final class SnowflakeServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final StubDatabase database;
    final StubPipe pipe;
    final Fault fault = new Fault();
    /** Bodies of logins, and paths of everything. */
    final List<JsonNode> logins = new CopyOnWriteArrayList<>();

    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<String> statements = new CopyOnWriteArrayList<>();
    private volatile boolean isRun = true;
    private final HttpServer http;
    private final Tokens tokens;
    private final Map<String, StubSession> sessions = new ConcurrentHashMap<>();

    /** @param lake what the stage is on */
    SnowflakeServer(Lake lake, String prefix, Tokens tokens) throws IOException, SQLException {
        this.tokens = tokens;
        database = new StubDatabase(lake, prefix);
        pipe = new StubPipe(database);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool());
        http.createContext("/", this::answer);
        http.start();
    }

    /** From now on it takes every statement and runs none: for those that DuckDB does not know. */
    public void onlyListens() {
        isRun = false;
    }

    /** With the tables of the set-up, for the one user of {@link #pem}, whatever time it is for him. */
    public static SnowflakeServer over(Lake lake, String prefix, boolean piped) throws IOException, SQLException {
        SnowflakeServer server = new SnowflakeServer(lake, prefix, Account.timelessTokens());
        server.database.setUp(piped ? SnowflakeSettings.Load.SNOWPIPE : SnowflakeSettings.Load.COPY);
        return server;
    }

    /** The private key of the user {@code loader} of the account {@code myorg-acme}. */
    public static String pem() {
        return Account.settings(URI.create("http://127.0.0.1:1"), SnowflakeSettings.Load.COPY)
                .privateKey()
                .orElseThrow()
                .reveal();
    }

    /** What it was told to run, in order. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    /** Each statement that has this part, as one without the right is. */
    public void refuse(String sql) {
        fault.refuse(sql, 3001, "42501", "Insufficient privileges to operate on it");
    }

    /** Rows of its tables, their values apart by {@code |}. */
    public List<String> rows(String sql) throws SQLException {
        return database.rows(sql);
    }

    /** A session is gone before the statement of that number from now. */
    public void dieBefore(int statement) {
        fault.dieBefore(statement);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        try {
            if (path.startsWith("/v1/data/pipes/")) {
                piped(exchange, path);
            } else {
                send(exchange, 200, json(path, exchange));
            }
        } catch (RuntimeException | SQLException e) {
            send(exchange, 200, refusal(2000, "42000", String.valueOf(e.getMessage())));
        }
    }

    private void piped(HttpExchange exchange, String path) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!given.startsWith("Bearer ") || !tokens.accepts(given.substring(7))) {
            send(exchange, 401, JSON.createObjectNode().put("message", "JWT token is invalid"));
            return;
        }
        StubPipe.Answer answer =
                pipe.answer(path, body(exchange), exchange.getRequestURI().getQuery());
        send(exchange, answer.status(), answer.body());
    }

    private ObjectNode json(String path, HttpExchange exchange) throws IOException, SQLException {
        JsonNode body = body(exchange);
        if (path.equals("/session/v1/login-request")) {
            return login(body);
        }
        StubSession session =
                sessions.get(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .replaceAll("^Snowflake Token=\"|\"$", ""));
        if (path.equals("/session")
                && String.valueOf(exchange.getRequestURI().getQuery()).contains("delete=true")) {
            if (session != null) {
                session.close();
            }
            return success();
        }
        if (!path.equals("/queries/v1/query-request")) {
            return success();
        }
        if (session == null || session.isClosed()) {
            return refusal(390111, "08001", "Session no longer exists.  New login required to access the service.");
        }
        return run(session, body);
    }

    private ObjectNode login(JsonNode body) throws SQLException {
        logins.add(body);
        if (!tokens.accepts(body.path("data").path("TOKEN").asText())) {
            return refusal(390144, "08001", "JWT token is invalid.");
        }
        String token = UUID.randomUUID().toString();
        sessions.put(token, new StubSession(database));
        ObjectNode answer = success();
        answer.putObject("data")
                .put("token", token)
                .put("masterToken", "m")
                .put("serverVersion", "9.0.0")
                .putArray("parameters")
                .addObject()
                .put("name", "AUTOCOMMIT")
                .put("value", true);
        ((ObjectNode) answer.get("data"))
                .putObject("sessionInfo")
                .put("databaseName", "CARAVAN")
                .put("schemaName", "BRONZE");
        return answer;
    }

    private ObjectNode run(StubSession session, JsonNode body) throws SQLException {
        String sql = body.path("sqlText").asText();
        statements.add(sql);
        if (fault.isBefore()) {
            session.close();
            return refusal(604, "57014", "SQL execution canceled");
        }
        ObjectNode answer = fault.refusal(sql)
                .orElseGet(() -> isRun ? session.answer(sql, body.path("bindings")) : StubSession.heard(sql));
        if (fault.isAfter()) {
            session.close();
            return refusal(604, "57014", "SQL execution canceled");
        }
        return answer;
    }

    static ObjectNode success() {
        return JSON.createObjectNode()
                .put("success", true)
                .put("message", (String) null)
                .put("code", (String) null);
    }

    static ObjectNode refusal(int code, String state, String message) {
        ObjectNode answer = JSON.createObjectNode()
                .put("success", false)
                .put("message", message)
                .put("code", String.format("%06d", code));
        answer.putObject("data")
                .put("errorCode", String.format("%06d", code))
                .put("sqlState", state)
                .put("queryId", "q")
                .put("pos", -1)
                .put("internalError", false);
        return answer;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] bytes = (packed ? new GZIPInputStream(in) : in).readAllBytes();
        return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() throws SQLException {
        http.stop(0);
        database.close();
    }
}
