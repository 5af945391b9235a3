package caravan.snowflake;

import caravan.config.Secret;
import caravan.config.SnowflakeSettings;
import caravan.config.SnowflakeSettings.Load;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/** An account at Snowflake with one user, as tests have it. */
final class Account {
    private static final KeyPair PAIR = pair();

    private Account() {}

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Tokens tokens() {
        return new Tokens((RSAPublicKey) PAIR.getPublic(), "MYORG-ACME", "LOADER", Clock.systemUTC());
    }

    static Tokens timelessTokens() {
        return new Tokens(
                (RSAPublicKey) PAIR.getPublic(), "MYORG-ACME", "LOADER", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    static SnowflakeSettings settings(URI url, Load load) {
        return settings(url, load, PAIR);
    }

    static SnowflakeSettings settings(URI url, Load load, KeyPair pair) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new SnowflakeSettings(
                "myorg-acme",
                url,
                "loader",
                Optional.of(new Secret(pem)),
                Optional.empty(),
                "LOADER",
                "CARAVAN",
                "CARAVAN",
                "BRONZE",
                "LAKE",
                "LINES",
                load,
                4,
                Duration.ofMinutes(10),
                Optional.of("CARAVAN_LAKE"),
                Optional.empty());
    }
}
