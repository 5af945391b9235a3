package caravan.notify;

import caravan.archive.AmplitudeConnections;
import caravan.config.CheckedNames;
import caravan.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Leads what a route posts to the webhook, whose address is a credential: host and path come in below everything of Camel, so that
 * no endpoint, header, log line or bean of JMX has them. One message is one request, and of the answer only the status counts.
 */
public final class WebhookHttp implements HttpClientConfigurer, ExecChainHandler {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Of a request's context: where it goes, so that an address that is replaced meanwhile is not mixed with the former one. */
    private static final String ADDRESS = "caravan-webhook-address";

    private final Optional<Secret> webhook;
    private final ScheduledExecutorService watches;
    private final Duration longest;

    public WebhookHttp(Optional<Secret> webhook, ScheduledExecutorService watches) {
        this(webhook, watches, LONGEST);
    }

    /** @param longest from the message to the status of its answer */
    WebhookHttp(Optional<Secret> webhook, ScheduledExecutorService watches, Duration longest) {
        this.webhook = webhook;
        this.watches = watches;
        this.longest = longest;
    }

    /** The message went out, and nobody knows whether it arrived. Says nothing of where to. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;

        NoAnswer(Throwable cause) {
            super("no answer from the webhook", cause);
        }
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        AmplitudeConnections.plain(builder, new CheckedNames())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(longest))
                        .build())
                .setRoutePlanner((target, context) -> route(context))
                .addExecInterceptorFirst("caravan-webhook", this)
                .setRequestExecutor(new ToWebhook());
    }

    private URI address() {
        return URI.create(webhook.orElseThrow(() -> new IllegalStateException("no webhook is set"))
                .reveal());
    }

    private HttpRoute route(HttpContext context) {
        webhook.ifPresent(Secret::renewIfLocal);
        URI address = address();
        context.setAttribute(ADDRESS, address);
        boolean secure = address.getScheme().equalsIgnoreCase("https");
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        return new HttpRoute(new HttpHost(address.getScheme(), address.getHost(), port), null, secure);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Future<?> watch = watches.schedule(() -> cut(scope), longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int status = chain.proceed(request, scope).getCode();
            // Its body is of no use, and could be endless.
            scope.execRuntime.discardEndpoint();
            if (status == 401 || status == 403 || status == 404 || status == 410) {
                webhook.ifPresent(Secret::renew);
            }
            return new BasicClassicHttpResponse(status);
        } finally {
            watch.cancel(false);
        }
    }

    private static void cut(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable running) {
            running.cancel();
        }
    }

    /** Has the path in the request only while it is on the wire. */
    private static final class ToWebhook extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            URI address = (URI) context.getAttribute(ADDRESS);
            String path = request.getPath();
            request.setPath(target(address));
            request.setHeader(HttpHeaders.HOST, address.getRawAuthority());
            try {
                return super.execute(request, connection, information, context);
            } catch (IOException e) {
                throw new NoAnswer(e);
            } finally {
                request.removeHeaders(HttpHeaders.HOST);
                request.setPath(path);
            }
        }

        private static String target(URI address) {
            String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
            return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
        }
    }
}
