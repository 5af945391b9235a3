package caravan.cli;

import caravan.archive.Escaped;
import caravan.archive.ExportAnswer;
import caravan.config.Project;
import caravan.hour.Hour;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** One cheap request to the Export API: an hour so long ago that it has no data, which only right keys are told. */
final class Reach {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int WORDS = 400;

    private Reach() {}

    /** @param keys whether it is the keys that are refused */
    record Finding(boolean good, boolean keys, String words) {
        static Finding bad(String words) {
            return new Finding(false, false, words);
        }
    }

    static Finding of(Project project, Duration firstByte) {
        String hour = Hour.EARLIEST.amplitude();
        URI uri = URI.create(project.url() + "/api/2/export?start=" + hour + "&end=" + hour);
        String keys = project.apiKey().reveal() + ":" + project.secretKey().reveal();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(firstByte.compareTo(LONGEST) < 0 ? firstByte : LONGEST)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return finding(answer.statusCode(), new String(body.readNBytes(WORDS), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? "" : ": " + e.getMessage();
            return Finding.bad(
                    "not reached (" + e.getClass().getSimpleName() + why + "); check the URL, the network and proxies");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.bad("interrupted");
        }
    }

    private static Finding finding(int status, String text) {
        if (status == 200 || ExportAnswer.saysNoData(status, text)) {
            return new Finding(true, false, "the keys work");
        }
        String said = status + (text.isBlank() ? "" : " '" + Escaped.text(text.strip(), 120) + "'");
        return switch (status) {
            case 401, 403 ->
                new Finding(
                        false,
                        true,
                        "the keys are refused with " + said
                                + "; check the keys, and caravan.amplitude.region: us or eu");
            case 404 ->
                Finding.bad("answered " + said
                        + ", which is not Amplitude's own word for no data; check the URL, and proxies");
            default -> Finding.bad("answered " + said);
        };
    }
}
