package caravan.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads to {@link GcsServer}: in one request of two parts, or begun, sent piece by piece, and asked about. */
final class GcsUploads {
    /** What of a piece that broke off is kept, is kept in multiples of this. */
    private static final int KEPT = 256 << 10;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final class Session {
        private final JsonNode object;
        private final String type;
        private final Optional<Long> condition;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private GcsAnswer end;

        Session(JsonNode object, String type, Optional<Long> condition) {
            this.object = object;
            this.type = type;
            this.condition = condition;
        }
    }

    private final GcsBucket bucket;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    GcsUploads(GcsBucket bucket) {
        this.bucket = bucket;
    }

    GcsAnswer begun(Map<String, String> query, HttpExchange exchange, URI endpoint) throws IOException {
        Optional<Long> condition =
                Optional.ofNullable(query.get("ifGenerationMatch")).map(Long::valueOf);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (query.get("uploadType").equals("multipart")) {
            return inOne(exchange.getRequestHeaders().getFirst("Content-type"), body, condition);
        }
        JsonNode object = MAPPER.readTree(body);
        bucket.require(object.path("name").asText(), condition);
        String id = "upload-" + (sessions.size() + 1);
        sessions.put(
                id, new Session(object, exchange.getRequestHeaders().getFirst("X-Upload-Content-Type"), condition));
        // The server that was asked may stand behind another one.
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse(endpoint.getAuthority());
        String location = "http://" + host + exchange.getRequestURI() + "&upload_id=" + id;
        return GcsAnswer.bare(200, Map.of("Location", List.of(location)));
    }

    private GcsAnswer inOne(String contentType, byte[] body, Optional<Long> condition) throws IOException {
        String mark = "--" + contentType.replaceAll(".*boundary=\"?([^\"]*)\"?.*", "$1");
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int second = text.indexOf(mark, mark.length());
        String json = text.substring(text.indexOf("\r\n\r\n") + 4, second);
        int from = text.indexOf("\r\n\r\n", second) + 4;
        String media = text.substring(from, text.lastIndexOf("\r\n" + mark + "--"));
        String type = text.substring(second, from).replaceAll("(?is).*content-type: ([^\r]*)\r.*", "$1");
        JsonNode object = MAPPER.readTree(json.getBytes(StandardCharsets.ISO_8859_1));
        return put(object, type, media.getBytes(StandardCharsets.ISO_8859_1), condition);
    }

    private GcsAnswer put(JsonNode object, String type, byte[] media, Optional<Long> condition) {
        return bucket.put(
                object.path("name").asText(),
                object.path("contentType").asText(type),
                media,
                condition,
                Optional.of(object.path("crc32c").asText()).filter(sum -> !sum.isEmpty()));
    }

    GcsAnswer piece(String id, HttpExchange exchange) throws IOException {
        Session session = sessions.get(id);
        if (session == null) {
            throw GcsAnswer.plain(404, "Not Found");
        }
        synchronized (session) {
            String[] range =
                    exchange.getRequestHeaders().getFirst("Content-range").split("[ /-]");
            if (session.end == null && !range[1].equals("*")) {
                take(session, Long.parseLong(range[1]), exchange.getRequestBody());
            }
            if (session.end == null && Long.parseLong(range[range.length - 1]) == session.bytes.size()) {
                session.end = put(session.object, session.type, session.bytes.toByteArray(), session.condition);
            }
            return session.end == null ? soFar(session) : session.end;
        }
    }

    private static void take(Session session, long from, InputStream piece) throws IOException {
        if (from != session.bytes.size()) {
            throw GcsAnswer.plain(
                    503,
                    "Invalid request. According to the Content-Range header, the upload offset is " + from
                            + " byte(s), which exceeds already uploaded size of " + session.bytes.size() + " byte(s).");
        }
        byte[] before = session.bytes.toByteArray();
        try {
            piece.transferTo(session.bytes);
        } catch (IOException brokeOff) {
            byte[] all = session.bytes.toByteArray();
            session.bytes.reset();
            session.bytes.write(all, 0, Math.max(before.length, all.length / KEPT * KEPT));
            throw brokeOff;
        }
    }

    private static GcsAnswer soFar(Session session) {
        int there = session.bytes.size();
        return GcsAnswer.bare(308, there == 0 ? Map.of() : Map.of("Range", List.of("bytes=0-" + (there - 1))));
    }
}
