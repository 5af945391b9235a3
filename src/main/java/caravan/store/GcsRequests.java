package caravan.store;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpExecuteInterceptor;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.core5.util.Timeout;

/**
 * How each request is sent: to the one server and nobody else, with credentials where it is Google's, and once. Only two things
 * send a request again: a token that the server calls invalid, which is asked for anew, once; and {@link GcsPiece}.
 */
final class GcsRequests implements HttpRequestInitializer, HttpExecuteInterceptor {
    private static final int CONNECT = 20_000;

    private final URI server;
    private final Optional<GcsCredentials> credentials;
    private final Optional<String> payer;
    private final Tries tries;
    private final Timeout silence;

    GcsRequests(
            URI server, Optional<GcsCredentials> credentials, Optional<String> payer, Tries tries, Timeout silence) {
        this.server = server;
        this.credentials = credentials;
        this.payer = payer;
        this.tries = tries;
        this.silence = silence;
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
        requireOwnServer(request.getUrl());
        request.setNumberOfRetries(1)
                .setFollowRedirects(false)
                .setLoggingEnabled(false)
                .setCurlLoggingEnabled(false)
                .setConnectTimeout(CONNECT)
                .setReadTimeout(silence.toMillisecondsIntBound())
                .setInterceptor(this);
        payer.ifPresent(project -> request.getHeaders().set("x-goog-user-project", project));
        if (credentials.isPresent()) {
            identify(request, credentials.get());
        }
        if (GcsPiece.isOne(request.getUrl())) {
            new GcsPiece(tries).of(request);
        }
    }

    private static void identify(HttpRequest request, GcsCredentials credentials) throws IOException {
        try {
            credentials.current().initialize(request);
        } catch (StoreRefused refused) {
            throw refused;
        } catch (IOException e) {
            throw GcsCredentials.fault(e);
        }
    }

    @Override
    public void intercept(HttpRequest request) throws IOException {
        requireOwnServer(request.getUrl());
    }

    /** Where an upload goes on is told by the server's answer. */
    private void requireOwnServer(GenericUrl url) throws IOException {
        boolean own = url.getScheme().equalsIgnoreCase(server.getScheme())
                && url.getHost().equalsIgnoreCase(server.getHost())
                && port(url.getScheme(), url.getPort()) == port(server.getScheme(), server.getPort());
        if (!own) {
            throw new IOException("an answer of " + server + " leads to another server; nothing was sent there");
        }
    }

    private static int port(String scheme, int port) {
        return port >= 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
    }
}
