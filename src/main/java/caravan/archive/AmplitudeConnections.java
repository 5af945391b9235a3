package caravan.archive;

import caravan.config.CheckedNames;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * How the Export API's servers are reached, whatever a route or Camel's options say: certificate and host name are checked
 * against the JVM's trust store, and a name that points to a forbidden address is not asked.
 */
public final class AmplitudeConnections {
    private static final int MOST = 40;
    /** For TLS the same once more. */
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private AmplitudeConnections() {}

    /** Of a client whose one request is one request: no hidden repeat, redirect, cookie, unpacking or login. */
    public static HttpClientBuilder plain(HttpClientBuilder builder, CheckedNames names) {
        return builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setConnectionManager(through(names))
                .setConnectionManagerShared(false);
    }

    /** Nothing of it is shared; it is closed with the client that it is given to. */
    public static HttpClientConnectionManager through(CheckedNames names) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createDefault())
                .setDnsResolver(names)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .build())
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST)
                .build();
    }
}
