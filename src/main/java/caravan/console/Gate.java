package caravan.console;

import caravan.trigger.Browser;
import caravan.trigger.Hosts;
import caravan.trigger.Session;
import caravan.trigger.Sessions;
import caravan.trigger.TokenFile;
import caravan.trigger.TurnedAway;
import caravan.trigger.Untold;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request at the console is, and what goes out: between Camel, the server and the answers, which know nothing of an exchange. */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String CLIENT = "caravanClient";
    private static final int MOST_BYTES = 4 * 1024;

    /** All that a page of ours may do: load what is here, and ask here. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin");

    private final Hosts hosts;
    private final Optional<TokenFile> token;
    private final Optional<Sessions> sessions;
    private final TurnedAway turnedAway;
    private final Untold bugs;

    /**
     * @param hosts under which names the service is asked
     * @param token empty: nobody sees event data, and nothing can be done
     * @param sessions present where the token is
     */
    public Gate(Hosts hosts, Optional<TokenFile> token, Optional<Sessions> sessions, Clock clock) {
        this.hosts = hosts;
        this.token = token;
        this.sessions = sessions;
        this.turnedAway = new TurnedAway(clock, "what everybody may see was shown");
        this.bugs = new Untold(clock);
    }

    /** The question, without anything of the request's headers. */
    public Question enter(Exchange exchange) throws Refused {
        HttpMessage message = exchange.getMessage(HttpMessage.class);
        // What a step makes of the message may be none of the server's any more.
        exchange.setProperty(CLIENT, message);
        HttpServerRequest request = message.getRequest();
        requireOurs(request);
        Optional<Session> session = session(request);
        Caller caller = new Caller(
                new Browser(request),
                session,
                body(request, message),
                request.method().name(),
                address(request));
        boolean events = bearer(request) || session.isPresent();
        return new Question(request.path(), Parameters.of(request.query()), events, caller);
    }

    /** Asked under a name of ours, and by no page of another address. */
    private void requireOurs(HttpServerRequest request) throws Refused {
        if (!hosts.areAskedIn(request)) {
            throw new Refused(421, Hosts.refusal(request));
        }
        boolean api = request.path().startsWith("/api/");
        if (api && "cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"))) {
            throw new Refused(403, "a page of another address asks; it is not answered");
        }
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "nowhere"
                : request.remoteAddress().hostAddress();
    }

    private Optional<Session> session(HttpServerRequest request) throws Refused {
        try {
            return sessions.isPresent() ? new Browser(request).session(sessions.get()) : Optional.empty();
        } catch (IOException e) {
            // A token file that cannot be read lets nobody in; what everybody may see is shown all the same.
            LOG.debug("no session counts: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean bearer(HttpServerRequest request) {
        List<String> given = request.headers().getAll("Authorization");
        if (token.isEmpty()
                || given.size() != 1
                || !given.get(0).toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return false;
        }
        try {
            boolean right =
                    token.get().holds(given.get(0).substring("bearer ".length()).strip());
            if (!right) {
                turnedAway.count(request.path(), address(request), "its token is not that of caravan.http.token-file");
            }
            return right;
        } catch (IOException e) {
            turnedAway.count(request.path(), address(request), "nobody's token can be checked: " + e.getMessage());
            return false;
        }
    }

    private static byte[] body(HttpServerRequest request, Message message) throws Refused {
        byte[] body = message.getBody() instanceof Buffer buffer ? buffer.getBytes() : new byte[0];
        if (body.length > MOST_BYTES) {
            throw new Refused(413, "the body has more than " + MOST_BYTES + " bytes");
        }
        String type = Optional.ofNullable(request.getHeader("Content-Type"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (body.length > 0 && !type.matches("application/json\\s*(;.*)?")) {
            throw new Refused(415, "the body is taken as Content-Type: application/json only");
        }
        return body;
    }

    /** What somebody is told whose question came to nothing. */
    public Reply refused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.reply();
            }
        }
        long times = bugs.more();
        if (times > 0) {
            LOG.error("questions at the console came to nothing ({}): a bug, please report it", times, thrown);
        }
        return new Refused(500, "a fault of Caravan itself; its log says more").reply();
    }

    /** Makes a reply what goes out. */
    public void leave(Exchange exchange) {
        Reply reply = exchange.getMessage().getBody(Reply.class);
        Message message = exchange.getMessage();
        HttpMessage client = exchange.getProperty(CLIENT, HttpMessage.class);
        HttpServerRequest request = client.getRequest();
        message.removeHeaders("*");
        ALWAYS.forEach(message::setHeader);
        message.setHeader("Content-Security-Policy", POLICY);
        message.setHeader("Cache-Control", reply.tag().isEmpty() ? "no-store" : "private, no-cache");
        message.setHeader(Exchange.CONTENT_TYPE, reply.type());
        reply.headers().forEach(message::setHeader);
        if (!reply.tag().isEmpty()) {
            message.setHeader("ETag", reply.tag());
            message.setHeader("Vary", "Accept-Encoding, Authorization, Cookie");
        }
        boolean same = !reply.tag().isEmpty() && reply.status() == 200 && isKnown(request, reply.tag());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, same ? 304 : reply.status());
        Object body = same ? null : sent(reply, client, message);
        // Bytes would be read as a stream is, in a line with those that are live.
        message.setBody(body instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : body);
    }

    private static boolean isKnown(HttpServerRequest request, String tag) {
        String known = request.getHeader("If-None-Match");
        return known != null && List.of(known.split("\\s*,\\s*")).contains(tag);
    }

    private static Object sent(Reply reply, HttpMessage client, Message message) {
        if (reply.body() instanceof LiveStream stream) {
            return stream.over(client.getResponse());
        }
        String accepted = Optional.ofNullable(client.getRequest().getHeader("Accept-Encoding"))
                .orElse("");
        if (reply.packed() != null && accepted.toLowerCase(Locale.ROOT).contains("gzip")) {
            message.setHeader("Content-Encoding", "gzip");
            return reply.packed();
        }
        return reply.whole();
    }
}
