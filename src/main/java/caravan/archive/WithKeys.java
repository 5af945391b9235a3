package caravan.archive;

import caravan.config.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Has the credentials in the request only while it is on the wire: below everything that Camel lets listen to requests, or log them. */
final class WithKeys extends HttpRequestExecutor {
    private final Function<ClassicHttpRequest, Project> projects;
    private final AmplitudeHttp.Heard heard;

    /** @param projects in whose name a request is */
    WithKeys(Function<ClassicHttpRequest, Project> projects, AmplitudeHttp.Heard heard) {
        this.projects = projects;
        this.heard = heard;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        Project project = projects.apply(request);
        Header name = request.getFirstHeader(AmplitudeHttp.PROJECT);
        String sent = basic(project);
        request.removeHeaders(AmplitudeHttp.PROJECT);
        request.setHeader(HttpHeaders.AUTHORIZATION, sent);
        try {
            ClassicHttpResponse response = super.execute(request, connection, information, context);
            heard.heard(project.name(), response.getCode());
            return current(response, project, sent);
        } finally {
            request.removeHeaders(HttpHeaders.AUTHORIZATION);
            request.setHeader(name);
        }
    }

    /** Keys that were replaced since are no refusal of the project: the same request is made again with the new ones. */
    private ClassicHttpResponse current(ClassicHttpResponse response, Project project, String sent) throws SourceFault {
        int status = response.getCode();
        if (status == HttpStatus.SC_UNAUTHORIZED || status == HttpStatus.SC_FORBIDDEN) {
            project.renewKeys();
            if (!basic(project).equals(sent)) {
                // Who hangs up here, the client itself does: the connection is of no more use to it.
                throw new SourceFault(
                        "Amplitude answered " + status + " to keys of project '" + project.name()
                                + "' that have been replaced since; the next try has the new ones",
                        null);
            }
        }
        return response;
    }

    private static String basic(Project project) {
        String pair = project.apiKey().reveal() + ":" + project.secretKey().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
