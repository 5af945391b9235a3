package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Sha256;
import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.wire.Fault;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The put-object route into a bucket of Google Cloud Storage, also over a wire that does what wires do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GcsRouteTest {
    private static final int AT_ONCE = 1 << 20;
    private static final int PIECE = 512 << 10;
    private static final String UPLOAD = "POST /upload/storage/v1/b/lake/o?";
    private static final String SESSION = "PUT /upload/storage/v1/b/lake/o?";

    @TempDir
    Path place;

    private final KnownSums known = new KnownSums();
    private GcsServer server;
    private FaultyProxy wire;

    @BeforeEach
    void start() throws Exception {
        server = new GcsServer();
        wire = FaultyProxy.to(server.endpoint(), Script.of());
    }

    @AfterEach
    void stop() throws Exception {
        wire.close();
        server.close();
    }

    @Test
    void bytes_arrive_unchanged_under_prefix_and_key_and_the_body_stays_the_file() throws Exception {
        File file = file(100_000);

        try (GcsStore store = store("team/");
                StoreRoute route = StoreRoute.gcs(store, known)) {
            Exchange done = route.put("events/a.json.gz", file, Map.of("CamelFileName", "../theirs"));

            assertThat((Throwable) done.getException()).isNull();
            assertThat(done.getMessage().getBody()).isEqualTo(file);
            assertThat(done.getMessage().getHeaders()).isEmpty();
        }
        assertStored("team/events/a.json.gz", file);
        assertThat(server.asked()).singleElement().asString().contains("uploadType=multipart");
    }

    @Test
    void an_empty_file_and_one_of_just_one_request_arrive_unchanged() throws Exception {
        put("empty.json", file(0));
        put("full.json", file(AT_ONCE));

        assertStored("empty.json", file(0));
        assertStored("full.json", file(AT_ONCE));
        assertThat(wire.requests()).hasSize(2);
    }

    @Test
    void a_larger_file_arrives_unchanged_in_pieces() throws Exception {
        File file = file(AT_ONCE + PIECE + 1);

        put("large.json", file);

        assertStored("large.json", file);
        assertThat(wire.requests(UPLOAD)).hasSize(1);
        assertThat(wire.requests(SESSION)).as("three pieces and one byte").hasSize(4);
    }

    @Test
    void a_connection_that_breaks_within_a_piece_goes_on_where_it_broke_off() throws Exception {
        File file = file(3 * PIECE);
        wire.on(SESSION, Fault.cut(Fault.Way.UP, 300 << 10).inBody());

        put("a.json", file);

        assertStored("a.json", file);
        assertThat(wire.count(Fault.Kind.CUT)).isEqualTo(1);
        assertThat(wire.requests(UPLOAD)).as("begun once").hasSize(1);
        assertThat(wire.requests(SESSION))
                .as("a broken piece, a question, what is left")
                .hasSizeBetween(4, 5);
    }

    @Test
    void a_last_piece_that_was_taken_and_its_answer_lost_is_found_to_be_there() throws Exception {
        File file = file(AT_ONCE + 1);
        wire.on(SESSION, Fault.pass(), Fault.pass(), Fault.swallowReply());

        put("a.json", file);

        assertStored("a.json", file);
        assertThat(wire.count(Fault.Kind.SWALLOW)).isEqualTo(1);
        assertThat(wire.requests(UPLOAD)).hasSize(1);
    }

    @Test
    void a_piece_that_breaks_each_time_has_the_route_begin_the_file_again() throws Exception {
        File file = file(AT_ONCE + 1);
        Fault broken = Fault.reset(Fault.Way.UP, 0);
        wire.on(SESSION, broken, broken, broken);

        put("a.json", file);

        assertStored("a.json", file);
        assertThat(wire.requests(UPLOAD)).hasSize(2);
    }

    @Test
    void a_connection_that_breaks_within_a_file_has_the_route_send_it_again_and_nobody_else() throws Exception {
        File file = file(AT_ONCE);
        Fault within = Fault.cut(Fault.Way.UP, 500_000);
        wire.on(UPLOAD, within, within);

        put("a.json", file);

        assertStored("a.json", file);
        assertThat(wire.requests()).hasSize(3);
    }

    @Test
    void a_put_into_a_black_hole_ends_by_silence_and_is_made_again() throws Exception {
        File file = file(1000);
        wire.on(UPLOAD, Fault.blackHole());

        try (GcsStore impatient = GcsStore.open(
                        GcsServer.keys(wire.endpoint()),
                        "",
                        5,
                        new GcsStore.Pace(Duration.ofMillis(700), Duration.ZERO, AT_ONCE, PIECE));
                StoreRoute route = StoreRoute.gcs(impatient, known)) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
        }
        assertStored("a.json", file);
        assertThat(wire.requests()).hasSize(2);
    }

    @Test
    void a_byte_that_changed_on_the_way_is_refused_by_the_server_and_sent_again() throws Exception {
        File file = file(AT_ONCE);
        wire.on(UPLOAD, Fault.flip(Fault.Way.UP, 500_000).inBody());

        put("a.json", file);

        assertStored("a.json", file);
        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(wire.requests()).hasSize(2);
    }

    @Test
    void a_byte_of_a_large_file_that_changed_on_the_way_is_refused_too() throws Exception {
        File file = file(AT_ONCE + 1);
        wire.on(SESSION, Fault.flip(Fault.Way.UP, 5_000).inBody());

        put("a.json", file);

        assertStored("a.json", file);
        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(wire.requests(UPLOAD)).as("begun again").hasSize(2);
    }

    @Test
    void a_byte_that_flips_on_the_disk_after_it_was_hashed_is_not_sent() throws Exception {
        File file = file(1000);
        byte[] bytes = Files.readAllBytes(file.toPath());
        know(file, bytes);
        bytes[500] ^= 1;
        Files.write(file.toPath(), bytes);

        try (GcsStore store = store("");
                StoreRoute route = StoreRoute.gcs(store, known)) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .hasMessageContaining("other bytes than when it was hashed");
        }
        assertThat(server.objects()).isEmpty();
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void a_file_that_is_known_arrives() throws Exception {
        File file = file(1000);
        know(file, Files.readAllBytes(file.toPath()));

        put("a.json", file);

        assertStored("a.json", file);
    }

    @Test
    void an_upload_that_is_led_to_another_server_sends_nothing_there() throws Exception {
        try (Answers astray = new Answers();
                Answers other = new Answers();
                GcsStore store = GcsStore.open(GcsServer.keys(astray.url()), "", 5, GcsStoreTest.AT_ONCE);
                StoreRoute route = StoreRoute.gcs(store, known)) {
            astray.to("POST /upload", 200, Map.of("Location", other.url() + "/upload?upload_id=1"), "");

            assertThat((Throwable)
                            route.put("a.json", file(AT_ONCE + 1), Map.of()).getException())
                    .hasMessageContaining("leads to another server");
            assertThat(other.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"generation\": \"1\", \"size\": \"999\", \"crc32c\": \"AAAAAA==\"}",
                "{\"generation\": \"1\", \"size\": \"1000\", \"crc32c\": \"AAAAAA==\"}"
            })
    void an_answer_that_speaks_of_other_bytes_is_no_arrival(String said) throws Exception {
        try (Answers other = new Answers().to("POST /upload", 200, Map.of("Content-Type", "application/json"), said);
                GcsStore store = GcsStore.open(GcsServer.keys(other.url()), "", 5, GcsStoreTest.AT_ONCE);
                StoreRoute route = StoreRoute.gcs(store, known)) {
            assertThat((Throwable) route.put("a.json", file(1000), Map.of()).getException())
                    .hasMessageContaining("does not say that these bytes were stored");
        }
    }

    /** It lasts a week as a rule, and may be gone at any time. */
    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void an_upload_that_the_server_has_forgotten_is_begun_again(int status) throws Exception {
        try (Answers forgetful = new Answers();
                GcsStore store = GcsStore.open(GcsServer.keys(forgetful.url()), "", 5, GcsStoreTest.AT_ONCE);
                StoreRoute route = StoreRoute.gcs(store, known)) {
            forgetful
                    .to("POST /upload", 200, Map.of("Location", forgetful.url() + "/upload?upload_id=1"), "")
                    .to("PUT /upload", status, "gone");

            Throwable thrown = route.put("a.json", file(AT_ONCE + 1), Map.of()).getException();

            assertThat(new FailureTable().classify(thrown).kind()).isEqualTo(Failure.Kind.STORE_AWAY);
            assertThat(new FailureTable().repeats(thrown)).isTrue();
        }
    }

    private void put(String key, File file) throws Exception {
        try (GcsStore store = store("");
                StoreRoute route = StoreRoute.gcs(store, known)) {
            assertThat((Throwable) route.put(key, file, Map.of()).getException())
                    .isNull();
        }
    }

    private GcsStore store(String prefix) {
        return GcsStore.open(
                GcsServer.keys(wire.endpoint()),
                prefix,
                5,
                new GcsStore.Pace(Duration.ofSeconds(20), Duration.ZERO, AT_ONCE, PIECE));
    }

    private void know(File file, byte[] bytes) {
        CRC32 crc32 = new CRC32();
        crc32.update(bytes);
        String sha256 = HexFormat.of().formatHex(Sha256.begin().digest(bytes));
        known.know(file.toPath(), new Sums(sha256, crc32.getValue(), bytes.length));
    }

    private File file(int bytes) throws Exception {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(place.resolve("source-" + bytes), content).toFile();
    }

    private void assertStored(String key, File file) throws Exception {
        assertThat(List.copyOf(server.objects().keySet())).contains(key);
        assertThat(server.objects().get(key)).isEqualTo(Files.readAllBytes(file.toPath()));
    }
}
