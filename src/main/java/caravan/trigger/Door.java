package caravan.trigger;

import caravan.trigger.Call.By;
import caravan.trigger.Call.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who comes in, and for what. A token is read from the request itself, and from nowhere but its Authorization header: it never is
 * in an exchange.
 */
public final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final Pattern PATH = Pattern.compile("/api/(runs(?:/([0-9a-f]{8}))?|reopenings|loads)");
    private static final String SCHEME = "bearer ";
    private static final String ADMITTED = "caravanAdmitted";
    private static final int MOST_BYTES = 16 * 1024;
    private static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", "Bearer realm=\"caravan\"");
    private static final Map<String, String> LATER = Map.of("Retry-After", "60");

    private final Hosts hosts;
    private final TokenFile token;
    private final Sessions sessions;
    private final Optional<GoogleTokens> google;
    private final TurnedAway turnedAway;
    private final Untold bugs;

    /**
     * @param hosts under which names the service is asked
     * @param sessions of browsers
     * @param google present where Pub/Sub may push
     */
    public Door(Hosts hosts, TokenFile token, Sessions sessions, Optional<GoogleTokens> google, Clock clock) {
        this.hosts = hosts;
        this.token = token;
        this.sessions = sessions;
        this.google = google;
        this.turnedAway = new TurnedAway(clock, "nothing came of it");
        this.bugs = new Untold(clock);
    }

    /** The call, without anything of its headers. */
    public Call enter(Exchange exchange) throws Refusal {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        if (!hosts.areAskedIn(request)) {
            turnedAway.count(request.path(), address(request), "it asked under a name that is none of this service's");
            throw new Refusal(421, Hosts.refusal(request));
        }
        // As it came: not what a sub-path, a double slash or an encoded dot may be taken for.
        Matcher path = PATH.matcher(String.valueOf(request.path()));
        if (!path.matches()) {
            throw new Refusal(404, "there is nothing here; there are /api/runs and /api/runs/{id}");
        }
        Kind kind = Kind.of(request.method().name(), path.group(1), path.group(2) != null);
        By by = admitted(request, kind);
        // From here on what becomes of the call is audited, a refusal as well.
        exchange.setProperty(ADMITTED, new Admitted(kind, by, address(request)));
        if (request.query() != null) {
            throw new Refusal(400, "a query is not taken; what is wanted stands in the body, as JSON");
        }
        byte[] body = kind.acts() ? body(request, exchange.getMessage()) : new byte[0];
        return new Call(kind, Optional.ofNullable(path.group(2)).orElse(""), body, by, address(request));
    }

    private By admitted(HttpServerRequest request, Kind kind) throws Refusal {
        List<String> given = request.headers().getAll("Authorization");
        try {
            if (given.isEmpty() && new Browser(request).cookie().isPresent()) {
                return browser(new Browser(request), kind);
            }
            if (given.size() != 1 || !given.get(0).toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                throw turnedAway(request, "it brought no bearer token");
            }
            return bearer(request, kind, given.get(0).substring(SCHEME.length()).strip());
        } catch (Untrusted e) {
            throw turnedAway(request, e.getMessage());
        } catch (IOException e) {
            turnedAway.count(request.path(), address(request), "nobody's token can be checked: " + e.getMessage());
            throw new Refusal(503, "nobody can be let in for now; Caravan's log says why", LATER);
        }
    }

    private By bearer(HttpServerRequest request, Kind kind, String presented) throws Refusal, Untrusted, IOException {
        if (token.holds(presented)) {
            return By.TOKEN;
        }
        if (google.isEmpty() || kind != Kind.ASK || !GoogleTokens.looksLikeOne(presented)) {
            throw turnedAway(request, "its token is not that of caravan.http.token-file");
        }
        google.get().check(presented);
        return By.PUBSUB;
    }

    private By browser(Browser browser, Kind kind) throws Refusal, IOException {
        Optional<Session> session = browser.session(sessions);
        if (session.isEmpty()) {
            throw turnedAway(browser.request(), "its session is none, or over");
        }
        Optional<String> strange = kind.acts() ? browser.strange(session.get()) : Optional.empty();
        if (strange.isPresent()) {
            turnedAway.count(browser.request().path(), address(browser.request()), strange.get());
            throw new Refusal(
                    403,
                    "a call of a session brings its csrf in the header " + Sessions.CSRF
                            + ", and comes from a page of this address");
        }
        return By.SESSION;
    }

    /** The same words whatever was wrong: who has no token learns nothing. */
    private Refusal turnedAway(HttpServerRequest request, String why) {
        turnedAway.count(request.path(), address(request), why);
        return new Refusal(
                401,
                "a bearer token is needed that is let in here; it is looked for in the header Authorization alone",
                CHALLENGE);
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "nowhere"
                : request.remoteAddress().hostAddress();
    }

    private static byte[] body(HttpServerRequest request, Message message) throws Refusal {
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        if (!type.isBlank() && !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            // Of a form nothing would arrive: as if nothing had been said, and all that is due were wanted.
            throw new Refusal(415, "the body is taken as Content-Type: application/json only");
        }
        byte[] body = message.getBody() instanceof Buffer buffer ? buffer.getBytes() : new byte[0];
        if (body.length > MOST_BYTES) {
            throw new Refusal(413, "the body has more than " + MOST_BYTES + " bytes");
        }
        return body;
    }

    /** What a caller is told whose call came to nothing. */
    public Answer refused(Exchange exchange, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal.answer();
            }
        }
        long times = bugs.more();
        if (times > 0) {
            Admitted admitted = exchange.getProperty(ADMITTED, Admitted.class);
            String what = admitted == null ? "a call" : admitted.kind().word();
            LOG.error("calls came to nothing ({}), the last one {}: a bug, please report it", times, what, thrown);
        }
        return new Refusal(500, "a fault of Caravan itself; its log says more").answer();
    }

    /** Makes an answer what goes out. */
    public void leave(Exchange exchange) {
        Answer answer = exchange.getMessage().getBody(Answer.class);
        Optional.ofNullable(exchange.getProperty(ADMITTED, Admitted.class)).ifPresent(caller -> caller.audit(answer));
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Cache-Control", "no-store");
        answer.headers().forEach(message::setHeader);
        // Bytes would be read as a stream is, in a line with those of the console that are live.
        message.setBody(ByteBuffer.wrap(Json.bytes(answer.body())));
    }
}
