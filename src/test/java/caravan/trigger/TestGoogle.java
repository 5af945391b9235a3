package caravan.trigger;

import caravan.config.CheckedNames;
import caravan.config.PubSub;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Google on loopback: keys that sign tokens, and the address that tells of them. */
public final class TestGoogle implements AutoCloseable {
    public static final PubSub OURS =
            new PubSub("https://caravan.example/api/runs", "push@project.iam.gserviceaccount.com");
    private static final RSAKey FIRST = key("first", 2048);
    private static final RSAKey SECOND = key("second", 2048);

    final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor();
    private final Clock clock;
    volatile int status = 200;
    volatile String cacheControl = "public, max-age=3600, must-revalidate";
    volatile String body = said(FIRST);

    public TestGoogle(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::tell);
        server.start();
    }

    static RSAKey key(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAKey first() {
        return FIRST;
    }

    static RSAKey second() {
        return SECOND;
    }

    static String said(RSAKey... keys) {
        return new JWKSet(List.<JWK>of(keys)).toString();
    }

    private void tell(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        if (!cacheControl.isEmpty()) {
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/certs");
    }

    GoogleKeys keys(CheckedNames names) {
        return new GoogleKeys(address(), names, watches, clock);
    }

    GoogleTokens tokens() {
        return new GoogleTokens(OURS, keys(new CheckedNames()), clock);
    }

    /** A door that lets in whom the token file and this Google know. */
    public Door door(TokenFile token) {
        return new Door(
                Hosts.of("0.0.0.0:8080", List.of()), token, new Sessions(token, clock), Optional.of(tokens()), clock);
    }

    /** As Pub/Sub would bring it. */
    public String token() {
        return signed(claims(), FIRST);
    }

    Map<String, Object> claims() {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://accounts.google.com");
        claims.put("aud", OURS.audience());
        claims.put("email", OURS.account());
        claims.put("email_verified", true);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 3600);
        return claims;
    }

    static String signed(Map<String, Object> claims, RSAKey by) {
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    new Payload(claims));
            jws.sign(new RSASSASigner(by.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on nobody is there. */
    public void away() {
        server.stop(0);
    }

    @Override
    public void close() {
        server.stop(0);
        watches.shutdownNow();
    }
}
