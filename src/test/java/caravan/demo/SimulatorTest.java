package caravan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulatorTest {
    /** A Wednesday, so that its day is a busy one. */
    private static final Hour FIRST = Hour.parse("2026-11-04T00");

    private static final HourRange DAY = new HourRange(FIRST, FIRST.plus(23));
    private static final SimulatedProject PROJECT = SimulatedProject.small().withHours(DAY);

    private Simulator simulator;
    private ExportClient client;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(PROJECT);
        client = new ExportClient(simulator.url());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void it_listens_on_loopback_only() {
        assertThat(simulator.url().getHost()).isEqualTo("127.0.0.1");
        assertThat(simulator.url().getPort()).isPositive();
    }

    @Test
    void a_request_without_credentials_gets_401() throws Exception {
        assertThat(client.bare("?start=20261104T09&end=20261104T09").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_request_with_wrong_credentials_gets_403() throws Exception {
        for (String keys : List.of("demo-key:wrong", "wrong:demo-secret", "demo-key:demo-secret2", ":")) {
            assertThat(client.text("?start=20261104T09&end=20261104T09", "Authorization", ExportClient.basic(keys))
                            .statusCode())
                    .as(keys)
                    .isEqualTo(403);
        }
    }

    @Test
    void credentials_come_before_everything_else() throws Exception {
        assertThat(client.bare("?start=nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void both_bounds_of_a_window_belong_to_it() throws Exception {
        Map<String, byte[]> entries = client.export("20261104T08", "20261104T10");

        assertThat(entries.keySet())
                .containsExactly(
                        "100200300/100200300_2026-11-04_8#0.json.gz",
                        "100200300/100200300_2026-11-04_8#1.json.gz",
                        "100200300/100200300_2026-11-04_9#0.json.gz",
                        "100200300/100200300_2026-11-04_9#1.json.gz",
                        "100200300/100200300_2026-11-04_10#0.json.gz",
                        "100200300/100200300_2026-11-04_10#1.json.gz");
    }

    @Test
    void what_arrives_is_the_truth_byte_for_byte() throws Exception {
        List<Truth> truth =
                DAY.hours().flatMap(hour -> PROJECT.truth(hour).stream()).toList();

        assertThat(measured(client.export("20261104T00", "20261104T23"))).isEqualTo(truth);
    }

    @Test
    void an_hour_is_the_same_asked_twice_and_in_another_window_and_of_another_simulator() throws Exception {
        Map<String, byte[]> wide = client.export("20261104T08", "20261104T12");
        Map<String, byte[]> alone = client.export("20261104T10", "20261104T10");
        Map<String, byte[]> again = client.export("20261104T10", "20261104T10");

        assertThat(alone).hasSize(2);
        assertThat(again.keySet()).containsExactlyElementsOf(alone.keySet());
        try (Simulator other = Simulator.start(PROJECT)) {
            Map<String, byte[]> elsewhere = new ExportClient(other.url()).export("20261104T10", "20261104T10");
            alone.forEach((name, bytes) -> {
                assertThat(again.get(name)).as(name).isEqualTo(bytes);
                assertThat(wide.get(name)).as(name).isEqualTo(bytes);
                assertThat(elsewhere.get(name)).as(name).isEqualTo(bytes);
            });
        }
    }

    @Test
    void a_range_without_events_gets_404_with_amplitudes_text() throws Exception {
        HttpResponse<String> response = client.text("?start=20261105T00&end=20261105T23");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("Raw data files were not found.");
    }

    @Test
    void a_quiet_hour_gets_404_alone_and_is_missing_in_a_wider_window() throws Exception {
        try (Simulator always = Simulator.start(SimulatedProject.small())) {
            ExportClient asking = new ExportClient(always.url());

            assertThat(asking.text("?start=20261101T03&end=20261101T03").statusCode())
                    .isEqualTo(404);
            assertThat(asking.export("20261101T00", "20261101T06").keySet())
                    .noneMatch(name -> name.contains("2026-11-01_3#"))
                    .anyMatch(name -> name.contains("2026-11-01_6#"));
        }
    }

    @Test
    void a_bad_range_gets_400() throws Exception {
        for (String query : List.of(
                "?start=20261104T10&end=20261104T09",
                "?start=20261104T10",
                "?end=20261104T10",
                "",
                "?start=2026-11-04T10&end=2026-11-04T10",
                "?start=20261104T24&end=20261104T24",
                "?start=20261304T10&end=20261304T10",
                "?start=20261104&end=20261104",
                "?start=20251103T00&end=20261103T00")) {
            assertThat(client.text(query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void a_range_of_365_days_is_accepted() throws Exception {
        assertThat(client.text("?start=20251104T00&end=20261103T23").statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_export_over_the_limit_gets_400_and_one_below_it_an_archive() throws Exception {
        try (Simulator limited = Simulator.start(PROJECT.withLimit(200_000))) {
            ExportClient asking = new ExportClient(limited.url());

            assertThat(asking.text("?start=20261104T00&end=20261104T23").statusCode())
                    .isEqualTo(400);
            assertThat(asking.export("20261104T10", "20261104T10")).hasSize(2);
        }
    }

    @Test
    void more_hours_than_allowed_get_400() throws Exception {
        simulator.maxHours(6);

        assertThat(client.text("?start=20261104T06&end=20261104T12").statusCode())
                .isEqualTo(400);
        assertThat(client.stream("?start=20261104T06&end=20261104T11").statusCode())
                .isEqualTo(200);
    }

    @Test
    void trouble_is_made_where_it_is_asked_for_and_nowhere_else() throws Exception {
        Hour ill = FIRST.plus(9);
        simulator.answer(window -> window.contains(ill) ? Optional.of(Trouble.gatewayTimeout()) : Optional.empty());

        assertThat(client.text("?start=20261104T08&end=20261104T10").statusCode())
                .isEqualTo(504);
        assertThat(client.export("20261104T10", "20261104T10")).hasSize(2);
    }

    @Test
    void troubles_have_their_status_and_text_and_a_429_says_when_to_come_back() throws Exception {
        assertThat(troubled(Trouble.tooManyRequests(Duration.ofSeconds(7)))
                        .headers()
                        .firstValue("Retry-After"))
                .hasValue("7");
        assertThat(troubled(Trouble.tooManyRequests(Duration.ofSeconds(7))).statusCode())
                .isEqualTo(429);
        assertThat(troubled(Trouble.internalError()).statusCode()).isEqualTo(500);
        assertThat(troubled(Trouble.internalError()).headers().firstValue("Retry-After"))
                .isEmpty();
        assertThat(troubled(Trouble.tooLarge()).statusCode()).isEqualTo(400);
        assertThat(troubled(Trouble.forbidden()).statusCode()).isEqualTo(403);
        assertThat(troubled(Trouble.proxyNotFound()).statusCode()).isEqualTo(404);
        assertThat(troubled(Trouble.proxyNotFound()).body()).doesNotContain("Raw data files");
        assertThat(troubled(Trouble.webPage()).body()).startsWith("<!doctype html>");
    }

    @Test
    void requests_are_told_in_order_with_their_status() throws Exception {
        client.bare("?start=20261104T09&end=20261104T09");
        client.text("?start=20261105T00&end=20261105T01");
        client.text("?start=x&end=20261104T09");
        client.export("20261104T09", "20261104T10");

        assertThat(simulator.requests())
                .containsExactly(
                        new Request("20261104T09", "20261104T09", 401),
                        new Request("20261105T00", "20261105T01", 404),
                        new Request("x", "20261104T09", 400),
                        new Request("20261104T09", "20261104T10", 200));
    }

    @Test
    void an_archive_is_sent_in_chunks_and_nothing_of_the_request_is_sent_back() throws Exception {
        HttpResponse<InputStream> response = client.stream("?start=20261104T09&end=20261104T09");

        assertThat(response.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.equalsIgnoreCase("Authorization"));
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.equals("start"));
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("Camel"));
    }

    @Test
    void any_other_path_gets_404_without_amplitudes_text() throws Exception {
        HttpResponse<String> response =
                new ExportClient(simulator.url().resolve("/elsewhere/")).text("?start=20261104T09&end=20261104T09");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("Raw data files");
    }

    @Test
    void two_requests_at_once_both_get_their_own_hours() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> first = async("?start=20261104T06&end=20261104T11");
        CompletableFuture<HttpResponse<InputStream>> second = async("?start=20261104T12&end=20261104T17");
        // Both archives are begun before either is read to its end.
        InputStream one = first.get().body();
        InputStream two = second.get().body();

        assertThat(names(two)).hasSize(12).allMatch(name -> name.matches(".*_1[2-7]#[01]\\.json\\.gz"));
        assertThat(names(one)).hasSize(12).allMatch(name -> name.matches(".*_([6-9]|1[01])#[01]\\.json\\.gz"));
    }

    @Test
    void nothing_is_left_on_the_disk_after_an_answer_and_after_a_client_that_hung_up() throws Exception {
        client.export("20261104T09", "20261104T12");
        client.text("?start=20261105T00&end=20261105T01");
        client.stream("?start=20261104T09&end=20261104T12").body().close();

        assertThat(held(simulator.directory())).isEmpty();

        simulator.close();
        assertThat(simulator.directory()).doesNotExist();
    }

    @Test
    @Timeout(30)
    void a_client_that_hangs_up_in_a_large_archive_leaves_nothing_and_does_not_delay_the_end() throws Exception {
        Simulator large = Simulator.start(SimulatedProject.small().withVolume(20_000, 1));
        InputStream body = new ExportClient(large.url())
                .stream("?start=20261104T10&end=20261104T10").body();
        assertThat(body.read()).isEqualTo('P');
        body.close();

        assertThat(held(large.directory())).isEmpty();
        large.close();
        assertThat(large.directory()).doesNotExist();
    }

    @Test
    void a_request_that_fails_halfway_gets_500_and_leaves_nothing_on_the_disk() throws Exception {
        FullDisk fullDisk = new FullDisk();
        try (Simulator failing = Simulator.start(PROJECT, fullDisk)) {
            HttpResponse<String> response = new ExportClient(failing.url()).text("?start=20261104T09&end=20261104T12");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEmpty();
            assertThat(fullDisk.pressed).isEqualTo(3);
            assertThat(held(failing.directory())).isEmpty();
        }
    }

    private HttpResponse<String> troubled(Trouble trouble) throws Exception {
        simulator.answer(window -> Optional.of(trouble));
        return client.text("?start=20261104T09&end=20261104T09");
    }

    private CompletableFuture<HttpResponse<InputStream>> async(String query) {
        return HttpClient.newHttpClient().sendAsync(client.request(query), BodyHandlers.ofInputStream());
    }

    private static List<String> names(InputStream archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    private static List<Truth> measured(Map<String, byte[]> entries) throws Exception {
        List<Truth> measured = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] json = ExportClient.json(entry.getValue());
            long events = ExportClient.lines(json).stream()
                    .filter(line -> !line.isBlank())
                    .count();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            measured.add(new Truth(
                    entry.getKey(), events, json.length, HexFormat.of().formatHex(hash)));
        }
        return measured;
    }

    private static List<String> held(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(Path::toString).toList();
        }
    }

    /** Has room for two entries, and stops in the middle of the third. */
    public static final class FullDisk extends Workbench {
        private int pressed;

        FullDisk() throws IOException {}

        @Override
        public Path press(SimulatedPart part, Path bench) throws IOException {
            pressed++;
            Path file = super.press(part, bench);
            if (pressed == 3) {
                throw new IOException("No space left on device");
            }
            return file;
        }
    }
}
