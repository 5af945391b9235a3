package caravan.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A client of the Export API made of nothing but the JDK, so that it shares no fault with what it checks. */
final class ExportClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    ExportClient(URI base) {
        this.base = base;
    }

    static String basic(String keys) {
        return "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest request(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/2/export" + query));
        return headers.length == 0
                ? request.header("Authorization", basic("demo-key:demo-secret")).build()
                : request.headers(headers).build();
    }

    HttpResponse<String> text(String query, String... headers) throws IOException, InterruptedException {
        return http.send(request(query, headers), BodyHandlers.ofString());
    }

    HttpResponse<String> bare(String query) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + "/api/2/export" + query))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream(String query) throws IOException, InterruptedException {
        return http.send(request(query), BodyHandlers.ofInputStream());
    }

    /** Entry names and what they hold, as it came. Folder entries are left out. */
    Map<String, byte[]> export(String from, String to) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = stream("?start=" + from + "&end=" + to);
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(response.body())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }

    static byte[] json(byte[] gz) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
            return in.readAllBytes();
        }
    }

    static List<String> lines(byte[] json) {
        return new ArrayList<>(new String(json, StandardCharsets.UTF_8).lines().toList());
    }
}
