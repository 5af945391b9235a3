package caravan.snowflake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;

/** Takes tokens as Snowflake does: signed by the user's key, of the user, and not over. */
record Tokens(RSAPublicKey key, String account, String user, Clock clock) {
    boolean accepts(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            String fingerprint = "SHA256:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
            return token.verify(new RSASSAVerifier(key))
                    && claims.getSubject().equals(account + "." + user)
                    && claims.getIssuer().equals(account + "." + user + "." + fingerprint)
                    && claims.getExpirationTime().toInstant().isAfter(clock.instant())
                    && !claims.getExpirationTime()
                            .toInstant()
                            .isAfter(claims.getIssueTime().toInstant().plusSeconds(3600));
        } catch (ParseException | JOSEException | NoSuchAlgorithmException e) {
            return false;
        }
    }
}
