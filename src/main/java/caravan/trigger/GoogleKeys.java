package caravan.trigger;

import caravan.config.CheckedNames;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;

/**
 * The keys that Google signs with, kept for as long as Google says. Fetched once a minute at most, by one thread at a time, whatever
 * callers bring; never more than {@link #MOST_BYTES}, never for longer than {@link #LONGEST}.
 */
public final class GoogleKeys {
    private static final URI GOOGLE = URI.create("https://www.googleapis.com/oauth2/v3/certs");
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration UNSAID = Duration.ofMinutes(5);
    private static final Duration AT_MOST = Duration.ofDays(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,9})(?:$|[\\s,])");

    private final URI address;
    private final CheckedNames names;
    private final ScheduledExecutorService watches;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(Map.of(), Instant.MIN);
    private Instant asked = Instant.MIN;

    private record Known(Map<String, RSAKey> keys, Instant until) {}

    /** @param watches ends a fetch that takes too long */
    public GoogleKeys(ScheduledExecutorService watches, Clock clock) {
        this(GOOGLE, new CheckedNames(), watches, clock);
    }

    /** @param address also one of http, in tests */
    GoogleKeys(URI address, CheckedNames names, ScheduledExecutorService watches, Clock clock) {
        this.address = address;
        this.names = names;
        this.watches = watches;
        this.clock = clock;
    }

    /**
     * Empty: Google has no such key.
     *
     * @throws IOException where it is not known which keys Google has
     */
    Optional<RSAKey> of(String id) throws IOException {
        Known now = known;
        if (isGood(now) && now.keys().containsKey(id)) {
            return Optional.of(now.keys().get(id));
        }
        if (!fetching.tryLock()) {
            throw new IOException("Google's keys are just being fetched");
        }
        try {
            if (mayAsk()) {
                asked = clock.instant();
                known = fetched();
            }
        } finally {
            fetching.unlock();
        }
        if (!isGood(known)) {
            throw new IOException("Google's keys could not be had less than a minute ago");
        }
        return Optional.ofNullable(known.keys().get(id));
    }

    private boolean isGood(Known one) {
        return clock.instant().isBefore(one.until());
    }

    /** A clock that was set back is no reason to wait until it is there again. */
    private boolean mayAsk() {
        Instant now = clock.instant();
        return now.isBefore(asked) || asked.equals(Instant.MIN) || !now.isBefore(asked.plus(BETWEEN));
    }

    private Known fetched() throws IOException {
        HttpGet get = new HttpGet(address);
        Future<?> watch = watches.schedule(get::cancel, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        try (CloseableHttpClient client = client()) {
            return client.execute(get, this::known);
        } catch (IOException e) {
            throw new IOException("Google's keys cannot be had from " + address + " (" + e.getMessage() + ")", e);
        } finally {
            watch.cancel(false);
        }
    }

    private CloseableHttpClient client() {
        Timeout timeout = Timeout.of(LONGEST);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(DefaultClientTlsStrategy.createDefault())
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .build();
    }

    private Known known(ClassicHttpResponse response) throws IOException {
        if (response.getCode() != 200 || response.getEntity() == null) {
            throw new IOException("the answer was " + response.getCode());
        }
        try (InputStream body = response.getEntity().getContent()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
            }
            Map<String, RSAKey> keys = new HashMap<>();
            for (JWK key :
                    JWKSet.parse(new String(bytes, StandardCharsets.UTF_8)).getKeys()) {
                if (key instanceof RSAKey rsa && key.getKeyID() != null) {
                    keys.put(key.getKeyID(), rsa);
                }
            }
            return new Known(Map.copyOf(keys), clock.instant().plus(age(response.getFirstHeader("Cache-Control"))));
        } catch (ParseException e) {
            throw new IOException("the answer is no set of keys", e);
        }
    }

    private static Duration age(Header cacheControl) {
        Matcher matcher = MAX_AGE.matcher(cacheControl == null ? "" : cacheControl.getValue());
        Duration said = matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : UNSAID;
        return said.compareTo(AT_MOST) > 0 ? AT_MOST : said.compareTo(BETWEEN) < 0 ? BETWEEN : said;
    }
}
