package caravan.archive;

import caravan.config.CheckedNames;
import caravan.config.Project;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;

/**
 * What Camel's HTTP client must do for the Export API beyond its options: one request is one request (no hidden repeat, redirect,
 * cookie or unpacking), every body is paced, and the credentials are put on the wire here, so that no message, header or
 * URI of a route ever holds them.
 */
public final class AmplitudeHttp implements HttpClientConfigurer, ExecChainHandler {
    /** The header by which the route says whose credentials to send; it does not leave the process. */
    public static final String PROJECT = "Caravan-Project";

    private final Map<String, Project> projects;
    private final Limits limits;
    private final ScheduledExecutorService watches;
    private final CheckedNames names;
    private Heard heard = (project, status) -> {};

    /** Gets to know each answer. */
    public interface Heard {
        /** @param status of HTTP; 0 where no answer came */
        void heard(String project, int status);
    }

    public AmplitudeHttp(Map<String, Project> projects, Limits limits, ScheduledExecutorService watches) {
        this(projects, limits, watches, new CheckedNames());
    }

    /** Before the first request: from now on this one is told of each. */
    public AmplitudeHttp tells(Heard whom) {
        heard = whom;
        return this;
    }

    AmplitudeHttp(Map<String, Project> projects, Limits limits, ScheduledExecutorService watches, CheckedNames names) {
        this.projects = Map.copyOf(projects);
        this.limits = limits;
        this.watches = watches;
        this.names = names;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        AmplitudeConnections.plain(builder, names)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(limits.firstByte()))
                        .build())
                // First, which is outermost: so that it sees what goes wrong with connecting, too.
                .addExecInterceptorFirst("caravan", this)
                .setRequestExecutor(new WithKeys(this::project, (project, status) -> heard.heard(project, status)));
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        Project project = project(request);
        requireOwnHost(project, scope.route.getTargetHost());
        ClassicHttpResponse response = proceed(project, request, scope, chain);
        // Camel would unpack what claims to be packed, behind the limits that count what comes.
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        if (response.getEntity() != null) {
            response.setEntity(new PacedEntity(response.getEntity(), () -> cut(scope)));
        }
        return response;
    }

    private Project project(ClassicHttpRequest request) {
        Header name = request.getFirstHeader(PROJECT);
        Project project = name == null ? null : projects.get(name.getValue());
        if (project == null) {
            throw new IllegalStateException(
                    "the request to " + request.getRequestUri() + " names no project in its header " + PROJECT);
        }
        return project;
    }

    /** A route can be edited; where the keys of a project go is said by the configuration alone. */
    private static void requireOwnHost(Project project, HttpHost asked) {
        URI url = project.url();
        boolean own = asked.getSchemeName().equalsIgnoreCase(url.getScheme())
                && asked.getHostName().equalsIgnoreCase(url.getHost())
                && port(asked.getSchemeName(), asked.getPort()) == port(url.getScheme(), url.getPort());
        if (!own) {
            throw new IllegalStateException(
                    "a route asks " + asked + " in the name of project '" + project.name() + "', which is at " + url
                            + "; its keys were not sent: take CamelHttpUri of ask-amplitude as it came");
        }
    }

    private static int port(String scheme, int port) {
        return port >= 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    private ClassicHttpResponse proceed(
            Project project, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws SourceFault {
        try {
            return chain.proceed(request, scope);
        } catch (SourceFault known) {
            throw known;
        } catch (IOException | HttpException e) {
            heard.heard(project.name(), 0);
            throw SourceFault.of("no answer from Amplitude", e);
        }
    }

    private static void cut(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable running) {
            running.cancel();
        }
    }

    private final class PacedEntity extends HttpEntityWrapper {
        private final Runnable cut;
        private InputStream body;

        PacedEntity(HttpEntity entity, Runnable cut) {
            super(entity);
            this.cut = cut;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (body == null) {
                body = new PacedBody(super.getContent(), limits, cut, watches);
            }
            return body;
        }
    }
}
