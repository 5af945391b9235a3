package caravan.store;

import caravan.config.CheckedNames;
import caravan.config.GcsKeys;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import java.net.URI;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.Timeout;

/** Makes the one client of a process for Google Cloud Storage, over its JSON API. Asks nobody yet, and later once a call. */
final class GcsConnection {
    private static final URI GOOGLE = URI.create("https://storage.googleapis.com");

    /** What Google's libraries write there comes as an exception, too; kept, because loggers that nobody holds forget their level. */
    private static final Logger LIBRARY = Logger.getLogger("com.google");

    private GcsConnection() {}

    /**
     * @param tries for pieces of a large object
     * @param connections at most so many at a time
     * @param silence longest wait for the next byte, not for a whole object
     */
    static Storage client(GcsKeys keys, Tries tries, int connections, Duration silence) {
        LIBRARY.setLevel(Level.OFF);
        URI server = keys.endpoint().orElse(GOOGLE);
        GcsRequests requests =
                new GcsRequests(server, GcsCredentials.of(keys), keys.project(), tries, Timeout.of(silence));
        return new Storage.Builder(
                        new Apache5HttpTransport(client(connections, silence)),
                        GsonFactory.getDefaultInstance(),
                        requests)
                .setApplicationName("caravan")
                .setRootUrl(server + "/")
                .build();
    }

    /** One request is one request: no hidden repeat, redirect, cookie, unpacking or login. */
    private static CloseableHttpClient client(int connections, Duration silence) {
        return HttpClients.custom()
                .useSystemProperties()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setConnectionManager(connections(connections, silence))
                .build();
    }

    private static HttpClientConnectionManager connections(int most, Duration silence) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createDefault())
                .setDnsResolver(new CheckedNames())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setSocketTimeout(Timeout.of(silence))
                        .build())
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .build();
    }
}
