package caravan.snowflake;

import caravan.config.Secret;
import caravan.config.SnowflakeSettings;
import caravan.warehouse.WarehouseRefused;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The key pair that a user proves himself with, instead of a password: to the driver, and to the API of Snowpipe. */
final class SigningKey {
    /** Snowflake takes an hour at most. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final String ACCEPTED = "; accepted is what openssl genrsa 2048 | openssl pkcs8 -topk8 writes";

    private final RSAPrivateCrtKey key;
    private final PublicKey open;

    private SigningKey(RSAPrivateCrtKey key) throws GeneralSecurityException {
        this.key = key;
        this.open = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }

    /** @throws WarehouseRefused where it cannot be used; says nothing of it but why */
    static SigningKey of(SnowflakeSettings settings) throws WarehouseRefused {
        settings.privateKey().ifPresent(Secret::renewIfLocal);
        settings.passphrase().ifPresent(Secret::renewIfLocal);
        String pem = settings.privateKey()
                .map(Secret::reveal)
                .orElseThrow(() -> new WarehouseRefused("caravan.snowflake.private-key-file is not set"));
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            PKCS8EncodedKeySpec spec =
                    pem.contains("ENCRYPTED") ? opened(der, settings.passphrase()) : new PKCS8EncodedKeySpec(der);
            if (KeyFactory.getInstance("RSA").generatePrivate(spec) instanceof RSAPrivateCrtKey rsa) {
                return new SigningKey(rsa);
            }
            throw new WarehouseRefused(
                    "the private key of Snowflake's user is no RSA key with a public half" + ACCEPTED);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            if (e instanceof WarehouseRefused refused) {
                throw refused;
            }
            // What it says can hold parts of the key.
            throw new WarehouseRefused("the private key of Snowflake's user cannot be read"
                    + (pem.contains("ENCRYPTED")
                            ? ": the passphrase is wrong, or it is damaged, or no RSA key" + ACCEPTED
                            : ": it is no RSA key in PKCS#8" + ACCEPTED));
        }
    }

    private static PKCS8EncodedKeySpec opened(byte[] der, Optional<Secret> passphrase)
            throws GeneralSecurityException, IOException {
        char[] words = passphrase
                .orElseThrow(
                        () -> new WarehouseRefused(
                                "the private key of Snowflake's user is encrypted; set caravan.snowflake.private-key-passphrase-file"))
                .reveal()
                .toCharArray();
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // Of PBES2 the parameters know which ciphers it is of.
        String algorithm =
                info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840.113549.1.5.13")
                        ? info.getAlgParameters().toString()
                        : info.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(words)),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    PrivateKey key() {
        return key;
    }

    PublicKey open() {
        return open;
    }

    /** As {@code desc user} shows it under {@code RSA_PUBLIC_KEY_FP}. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(open.getEncoded());
            return "SHA256:" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the API of Snowpipe takes for a few minutes. */
    String token(SnowflakeSettings settings, Instant now) {
        String subject = account(settings.account()) + "." + settings.user().toUpperCase(Locale.ROOT);
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .issuer(subject + "." + fingerprint())
                        .subject(subject)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(GOOD_FOR)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the private key does not sign", e);
        }
        return token.serialize();
    }

    /** A region behind the account's locator is no part of its name. */
    private static String account(String identifier) {
        int region = identifier.indexOf('.');
        return (region < 0 ? identifier : identifier.substring(0, region)).toUpperCase(Locale.ROOT);
    }
}
