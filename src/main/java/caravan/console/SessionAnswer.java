package caravan.console;

import caravan.trigger.Audit;
import caravan.trigger.Session;
import caravan.trigger.Sessions;
import caravan.trigger.TurnedAway;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** A browser brings the token once, and is known by a cookie from then on. */
final class SessionAnswer implements Answering {
    private static final String COOKIE = "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d";

    private final Optional<Sessions> sessions;
    private final TurnedAway turnedAway;
    private final Unanswered unanswered;

    SessionAnswer(Optional<Sessions> sessions, TurnedAway turnedAway, Unanswered unanswered) {
        this.sessions = sessions;
        this.turnedAway = turnedAway;
        this.unanswered = unanswered;
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
            count(caller, "its Origin is not the address that it asked");
            throw new Refused(403, "a session is for a page of this address; programs send the token with each call");
        }
        Optional<Sessions.Begun> begun = begun(all, token(caller.body()));
        if (begun.isEmpty()) {
            count(caller, "its token is not that of caravan.http.token-file");
            throw new Refused(401, "that is not the token");
        }
        Session session = begun.get().session();
        Audit.line("sign-in", "token", caller.from(), 200, "until=" + session.until());
        return told(Optional.of(session))
                .with("Set-Cookie", cookie(caller, begun.get().cookie(), Sessions.LENGTH.toSeconds()));
    }

    private static String token(byte[] body) throws Refused {
        return Json.read(body)
                .filter(json -> json.size() == 1)
                .map(json -> json.get("token"))
                .filter(JsonNode::isTextual)
                .orElseThrow(() -> new Refused(400, "accepted is a JSON object with token, a text"))
                .asText();
    }

    private Optional<Sessions.Begun> begun(Sessions all, String token) throws Refused {
        try {
            return all.begin(token);
        } catch (IOException e) {
            unanswered.count("nobody can sign in", e);
            throw Refused.later(60, "nobody can be let in for now; Caravan's log says why");
        }
    }

    private void count(Caller caller, String why) {
        turnedAway.count("/api/session", caller.from(), why);
    }

    private static String cookie(Caller caller, String value, long seconds) {
        return COOKIE.formatted(caller.browser().cookieName(), value, seconds);
    }

    private Reply signOut(Caller caller) throws Refused {
        Sessions all = sessions();
        Session session = caller.session().orElseThrow(() -> new Refused(401, "there is no session, or it is over"));
        Optional<String> strange = caller.browser().strange(session);
        if (strange.isPresent()) {
            count(caller, strange.get());
            throw new Refused(
                    403,
                    "a call of a session brings its csrf in the header " + Sessions.CSRF
                            + ", and comes from a page of this address");
        }
        caller.browser().cookie().ifPresent(all::end);
        Audit.line("sign-out", "session", caller.from(), 200, "");
        return told(Optional.empty()).with("Set-Cookie", cookie(caller, "", 0));
    }
}
