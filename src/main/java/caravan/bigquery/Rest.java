package caravan.bigquery;

import caravan.archive.AmplitudeConnections;
import caravan.config.BigQuerySettings;
import caravan.config.CheckedNames;
import caravan.config.GoogleAddress;
import caravan.warehouse.WarehouseAway;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * The REST API of BigQuery: one call is one request, at Google's own address or the configured one and nowhere else. By several threads
 * at once.
 */
final class Rest implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final URI GOOGLE = URI.create("https://bigquery.googleapis.com");
    /** Of an answer; a page of marks is far below it. */
    private static final int MOST = 32 << 20;

    private static final Timeout SILENCE = Timeout.ofMinutes(2);

    private final URI base;
    private final String project;
    private final Tokens tokens;
    private final CloseableHttpClient client;

    /**
     * What was answered.
     *
     * @param body missing where it is no JSON
     * @param location where an upload session lives
     * @param range what such a session has
     */
    record Answer(int status, JsonNode body, Optional<String> location, Optional<String> range) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    Rest(BigQuerySettings settings, Tokens tokens) {
        this.base = settings.endpoint().orElse(GOOGLE);
        this.project = settings.project();
        this.tokens = tokens;
        this.client = AmplitudeConnections.plain(HttpClientBuilder.create(), new CheckedNames())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(SILENCE).build())
                .setUserAgent("caravan")
                .build();
    }

    /** @param path below the project, such as {@code /jobs} */
    URI address(String path) {
        return URI.create(base + "/bigquery/v2/projects/" + project + path);
    }

    /** Where a load job and its data are sent together. */
    URI uploads() {
        return URI.create(base + "/upload/bigquery/v2/projects/" + project + "/jobs?uploadType=resumable");
    }

    /** Whether a session may live there: what is sent to it carries the token and the data. */
    boolean isHome(URI address) {
        boolean same = base.getScheme().equals(address.getScheme())
                && base.getAuthority().equals(address.getAuthority());
        return same || GoogleAddress.is(address) && GoogleAddress.is(base);
    }

    /**
     * 2xx, 404 and 409 are answers.
     *
     * @throws WarehouseAway where nothing was answered, or that it is busy
     * @throws caravan.warehouse.WarehouseRefused for any other
     */
    Answer json(String doing, String method, URI address, JsonNode body) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, address);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(
                    body.toString().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        }
        Answer answer = send(doing, request);
        if (!answer.isGood()
                && answer.status() != HttpStatus.SC_NOT_FOUND
                && answer.status() != HttpStatus.SC_CONFLICT) {
            throw Said.refusal(doing, answer);
        }
        if (answer.isGood() && answer.body().isMissingNode() && !method.equals("DELETE")) {
            throw new WarehouseAway("BigQuery answered " + answer.status() + " without JSON to " + doing, null);
        }
        return answer;
    }

    /** A token that is not taken is replaced once. */
    Answer send(String doing, HttpUriRequestBase request) throws IOException {
        Answer answer = sent(doing, request);
        if (answer.status() == HttpStatus.SC_UNAUTHORIZED) {
            tokens.forget();
            answer = sent(doing, request);
        }
        return answer;
    }

    private Answer sent(String doing, HttpUriRequestBase request) throws IOException {
        request.removeHeaders("Authorization");
        Optional<String> token = tokens.current();
        token.ifPresent(bearer -> request.setHeader("Authorization", "Bearer " + bearer));
        try {
            return client.execute(request, Rest::answer);
        } catch (IOException e) {
            throw new WarehouseAway("BigQuery does not answer to " + doing + ": " + Said.words(e), e);
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        return new Answer(
                response.getCode(),
                body(response.getEntity()),
                header(response, "Location"),
                header(response, "Range"));
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    private static JsonNode body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return MissingNode.getInstance();
        }
        try {
            String text = EntityUtils.toString(entity, StandardCharsets.UTF_8, MOST);
            return text.startsWith("{") ? JSON.readTree(text) : MissingNode.getInstance();
        } catch (ParseException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
