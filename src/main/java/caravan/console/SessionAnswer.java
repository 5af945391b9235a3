package caravan.console;

import caravan.trigger.Audit;
import caravan.trigger.Session;
import caravan.trigger.Sessions;
import caravan.trigger.TurnedAway;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A browser brings the token once, and is known by a cookie from then on. */
final class SessionAnswer implements Answering {
    private static final Logger LOG = LoggerFactory.getLogger(SessionAnswer.class);
    private static final String COOKIE = Sessions.COOKIE + "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d";

    private final Optional<Sessions> sessions;
    private final TurnedAway turnedAway;

    SessionAnswer(Optional<Sessions> sessions, TurnedAway turnedAway) {
        this.sessions = sessions;
        this.turnedAway = turnedAway;
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes();
        Caller caller = question.caller();
        return switch (caller.method()) {
            case "GET" -> told(caller.session());
            case "POST" -> signIn(caller);
            default -> signOut(caller);
        };
    }

    private Reply told(Optional<Session> session) {
        ObjectNode json = Json.object()
                .put("token", sessions.isPresent() ? "configured" : "none")
                .put("signedIn", session.isPresent());
        session.ifPresent(there ->
                json.put("csrf", there.csrf()).put("expiresAt", there.until().toString()));
        return Reply.json(json).once();
    }

    private Sessions sessions() throws Refused {
        return sessions.orElseThrow(() -> new Refused(
                404,
                "caravan.http.token-file is not set: nobody sees event data here, and nothing can be done from here"));
    }

    private Reply signIn(Caller caller) throws Refused {
        Sessions all = sessions();
        if (!caller.browser().isOfOurOrigin()) {
            turnedAway.count(caller.from(), "its Origin is not the address that it asked");
            throw new Refused(403, "a session is for a page of this address; programs send the token with each call");
        }
        JsonNode token = Json.read(caller.body())
                .filter(json -> json.size() == 1)
                .map(json -> json.get("token"))
                .filter(JsonNode::isTextual)
                .orElseThrow(() -> new Refused(400, "accepted is a JSON object with token, a text"));
        try {
            Optional<Sessions.Begun> begun = all.begin(token.asText());
            if (begun.isEmpty()) {
                turnedAway.count(caller.from(), "its token is not that of caravan.http.token-file");
                throw new Refused(401, "that is not the token");
            }
            Audit.line(
                    "sign-in",
                    "token",
                    caller.from(),
                    200,
                    "until=" + begun.get().session().until());
            return told(Optional.of(begun.get().session()))
                    .with("Set-Cookie", COOKIE.formatted(begun.get().cookie(), Sessions.LENGTH.toSeconds()));
        } catch (IOException e) {
            LOG.warn("nobody can sign in: {}", e.getMessage());
            throw Refused.later(60, "nobody can be let in for now; Caravan's log says why");
        }
    }

    private Reply signOut(Caller caller) throws Refused {
        Sessions all = sessions();
        Session session = caller.session().orElseThrow(() -> new Refused(401, "there is no session, or it is over"));
        Optional<String> strange = caller.browser().strange(session);
        if (strange.isPresent()) {
            turnedAway.count(caller.from(), strange.get());
            throw new Refused(
                    403,
                    "a call of a session brings its csrf in the header " + Sessions.CSRF
                            + ", and comes from a page of this address");
        }
        caller.browser().cookie().ifPresent(all::end);
        Audit.line("sign-out", "session", caller.from(), 200, "");
        return told(Optional.empty()).with("Set-Cookie", COOKIE.formatted("", 0));
    }
}
