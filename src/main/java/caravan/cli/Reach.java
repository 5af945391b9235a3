package caravan.cli;

import caravan.archive.AmplitudeConnections;
import caravan.archive.Escaped;
import caravan.archive.ExportAnswer;
import caravan.config.CheckedNames;
import caravan.config.Project;
import caravan.hour.Hour;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;

/** One cheap request to the Export API: an hour so long ago that it has no data, which only right keys are told. */
final class Reach {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int WORDS = 400;
    private static final String CHECK_URL = "check the URL, and proxies";

    private Reach() {}

    /**
     * @param keys whether it is the keys that are refused
     * @param remedy what to do; empty where nothing is wrong
     * @param at what the server's clock said; empty where it said nothing
     */
    record Finding(boolean good, boolean keys, String said, String remedy, Optional<Instant> at) {
        static Finding bad(String said, String remedy) {
            return new Finding(false, false, said, remedy, Optional.empty());
        }

        Finding at(Optional<Instant> now) {
            return new Finding(good, keys, said, remedy, now);
        }

        String words() {
            return remedy.isEmpty() ? said : said + "; " + remedy;
        }
    }

    static Finding of(Project project, Duration firstByte) {
        String hour = Hour.EARLIEST.amplitude();
        URI uri = URI.create(project.url() + "/api/2/export?start=" + hour + "&end=" + hour);
        String keys = project.apiKey().reveal() + ":" + project.secretKey().reveal();
        HttpGet request = new HttpGet(uri);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(firstByte.compareTo(LONGEST) < 0 ? firstByte : LONGEST))
                .build());
        request.setHeader(
                HttpHeaders.AUTHORIZATION,
                "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)));
        try (CloseableHttpClient client = client();
                // Closed without being read to its end.
                ClassicHttpResponse answer = client.executeOpen(null, request, null)) {
            byte[] words = answer.getEntity() == null
                    ? new byte[0]
                    : answer.getEntity().getContent().readNBytes(WORDS);
            return finding(answer.getCode(), new String(words, StandardCharsets.UTF_8))
                    .at(date(answer));
        } catch (IOException e) {
            String why = e.getMessage() == null ? "" : ": " + e.getMessage();
            return Finding.bad(
                    "not reached (" + e.getClass().getSimpleName() + why + ")",
                    "check the URL, the network and proxies");
        }
    }

    private static Optional<Instant> date(ClassicHttpResponse answer) {
        return Optional.ofNullable(DateUtils.parseStandardDate(answer, HttpHeaders.DATE));
    }

    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(AmplitudeConnections.through(new CheckedNames()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private static Finding finding(int status, String text) {
        if (status == 200 && !text.startsWith("PK")) {
            return Finding.bad(
                    "answered 200 '" + Escaped.text(text.strip(), 120) + "', which is no archive", CHECK_URL);
        }
        if (status == 200 || ExportAnswer.saysNoData(status, text)) {
            return new Finding(true, false, "the keys work", "", Optional.empty());
        }
        String said = status + (text.isBlank() ? "" : " '" + Escaped.text(text.strip(), 120) + "'");
        return switch (status) {
            case 401, 403 ->
                new Finding(
                        false,
                        true,
                        "the keys are refused with " + said,
                        "check both keys, and caravan.amplitude.url where it is set",
                        Optional.empty());
            case 404 -> Finding.bad("answered " + said + ", which is not Amplitude's own word for no data", CHECK_URL);
            default ->
                Finding.bad(
                        "answered " + said,
                        status >= 500 || status == 429 ? "call this again a little later" : CHECK_URL);
        };
    }
}
