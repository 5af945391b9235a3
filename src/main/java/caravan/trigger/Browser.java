package caravan.trigger;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a request says that a browser sent: its session, and whether a page of ours asked it to. Read from the request itself; a cookie never is
 * in an exchange.
 */
public record Browser(HttpServerRequest request) {
    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})$");

    /**
     * Of the port that is asked: browsers send a cookie to all ports of a host, and a second service there would otherwise sign the
     * first one out.
     */
    public String cookieName() {
        Matcher port =
                PORT.matcher(Optional.ofNullable(request.getHeader("Host")).orElse(""));
        return Sessions.COOKIE + (port.find() ? "_" + port.group(1) : "");
    }

    /** What the cookie holds; empty where there is none, or two of that name: a neighbour of the address may have set one of them. */
    public Optional<String> cookie() {
        String start = cookieName() + "=";
        List<String> own = request.headers().getAll("Cookie").stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .toList();
        return own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
    }

    public Optional<Session> session(Sessions sessions) throws IOException {
        Optional<String> cookie = cookie();
        return cookie.isPresent() ? sessions.of(cookie.get()) : Optional.empty();
    }

    /** Why a call of this session is none of our own page's; empty where it is. */
    public Optional<String> strange(Session session) {
        if (!isOfOurOrigin()) {
            return Optional.of("its Origin is not the address that it asked");
        }
        String csrf = Optional.ofNullable(request.getHeader(Sessions.CSRF)).orElse("");
        return Sessions.same(csrf, session.csrf())
                ? Optional.empty()
                : Optional.of("its header " + Sessions.CSRF + " is not the session's");
    }

    /** Whether the page that asks is of the address that is asked. A browser says so with each call that may act. */
    public boolean isOfOurOrigin() {
        List<String> origins = request.headers().getAll("Origin");
        String host = request.getHeader("Host");
        if (origins.size() != 1 || host == null) {
            return false;
        }
        String origin = origins.get(0).toLowerCase(Locale.ROOT);
        String own = host.toLowerCase(Locale.ROOT);
        return origin.equals("http://" + own) || origin.equals("https://" + own);
    }
}
