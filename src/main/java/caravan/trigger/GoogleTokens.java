package caravan.trigger;

import caravan.archive.Escaped;
import caravan.config.PubSub;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Whether a token is one that Google has signed for the subscription's service account, made out to us, and not expired. As
 * https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions asks for.
 */
public final class GoogleTokens {
    private static final Set<String> ISSUERS = Set.of("https://accounts.google.com", "accounts.google.com");
    private static final Duration LEEWAY = Duration.ofMinutes(5);
    private static final int LEAST_BITS = 2048;

    private final PubSub ours;
    private final GoogleKeys keys;
    private final Clock clock;

    public GoogleTokens(PubSub ours, GoogleKeys keys, Clock clock) {
        this.ours = ours;
        this.keys = keys;
        this.clock = clock;
    }

    /** Three parts with dots between: a token file may hold one with dots, too. */
    static boolean looksLikeOne(String token) {
        return token.split("\\.", -1).length == 3;
    }

    /**
     * @throws Untrusted where it is not
     * @throws IOException where that cannot be known for now
     */
    void check(String token) throws Untrusted, IOException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            verify(jwt);
            check(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new Untrusted("its token is no signed JWT that can be read");
        }
    }

    private void verify(SignedJWT jwt) throws Untrusted, IOException, JOSEException {
        require(JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm()), "its token is not signed with RS256");
        String id = jwt.getHeader().getKeyID();
        require(id != null, "its token does not name the key that signed it");
        RSAKey key = keys.of(id).orElseThrow(() -> new Untrusted("its token is signed by a key that is not Google's"));
        require(key.size() >= LEAST_BITS, "its token is signed by a key of " + key.size() + " bits");
        require(jwt.verify(new RSASSAVerifier(key.toRSAPublicKey())), "the signature of its token is wrong");
    }

    private void check(JWTClaimsSet claims) throws Untrusted, ParseException {
        require(ISSUERS.contains(String.valueOf(claims.getIssuer())), "its token is not issued by Google's accounts");
        require(
                claims.getAudience().equals(List.of(ours.audience())),
                "its token is made out to " + Escaped.text(String.valueOf(claims.getAudience()), 200)
                        + ", not to caravan.http.pubsub.audience");
        String email = claims.getStringClaim("email");
        require(
                ours.account().equals(email),
                "its token is that of " + Escaped.text(String.valueOf(email), 200)
                        + ", not of caravan.http.pubsub.account");
        require(
                Boolean.TRUE.equals(claims.getBooleanClaim("email_verified")),
                "the account of its token is not verified");
        Instant now = clock.instant();
        require(
                isBy(now.minus(LEEWAY), claims.getExpirationTime()),
                "its token has expired; what time is it on this machine?");
        Date issued = claims.getIssueTime();
        require(
                issued != null && !issued.toInstant().isAfter(now.plus(LEEWAY)),
                "its token is not valid yet; what time is it on this machine?");
    }

    private static boolean isBy(Instant time, Date end) {
        return end != null && time.isBefore(end.toInstant());
    }

    private static void require(boolean good, String otherwise) throws Untrusted {
        if (!good) {
            throw new Untrusted(otherwise);
        }
    }
}
