package caravan.trigger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The browsers that brought the token: in memory, a hundred at most, eight hours each. What is kept of a cookie is its hash, and a
 * session is of the token that it was begun with: another one in the file ends it. Thread-safe.
 */
public final class Sessions {
    /** The cookie's name, to which {@link Browser#cookieName()} adds the port. */
    static final String COOKIE = "caravan_session";

    /** The header of a session's csrf. */
    public static final String CSRF = "X-Caravan-CSRF";

    public static final Duration LENGTH = Duration.ofHours(8);

    private static final int MOST = 100;

    private final TokenFile token;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(Session session, byte[] token) {}

    /** A session that has just begun, with what its cookie holds: told once, and kept nowhere. */
    public record Begun(Session session, String cookie) {
        /** Without the cookie. */
        @Override
        public String toString() {
            return session.toString();
        }
    }

    public Sessions(TokenFile token, Clock clock) {
        this.token = token;
        this.clock = clock;
    }

    /**
     * Empty where that is not the token.
     *
     * @throws IOException where the file cannot be used, so that nobody has the token
     */
    public Optional<Begun> begin(String presented) throws IOException {
        // Read once: the session is of the token that was compared, not of one that came into the file meanwhile.
        byte[] fingerprint = token.fingerprint();
        if (!MessageDigest.isEqual(fingerprint, TokenFile.sha256(presented))) {
            return Optional.empty();
        }
        Begun begun = new Begun(new Session(hex(16), clock.instant().plus(LENGTH)), hex(32));
        keep(begun, fingerprint);
        return Optional.of(begun);
    }

    private synchronized void keep(Begun begun, byte[] fingerprint) {
        kept.values().removeIf(this::isOver);
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() >= MOST) {
            oldest.next();
            oldest.remove();
        }
        kept.put(hashed(begun.cookie()), new Kept(begun.session(), fingerprint));
    }

    private boolean isOver(Kept one) {
        return !clock.instant().isBefore(one.session().until());
    }

    /** @param cookie as it was presented */
    public Optional<Session> of(String cookie) throws IOException {
        byte[] now = token.fingerprint();
        synchronized (this) {
            return Optional.ofNullable(kept.get(hashed(cookie)))
                    .filter(one -> !isOver(one) && MessageDigest.isEqual(one.token(), now))
                    .map(Kept::session);
        }
    }

    public synchronized void end(String cookie) {
        kept.remove(hashed(cookie));
    }

    /** So that how long a look takes says nothing of what is kept. */
    private static String hashed(String cookie) {
        return HexFormat.of().formatHex(TokenFile.sha256(cookie));
    }

    /** In a time that does not tell how much of it is right. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
