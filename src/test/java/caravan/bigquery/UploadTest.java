package caravan.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.bigquery.BigQueryServer.Fate;
import caravan.bigquery.BigQueryServer.Weather;
import caravan.warehouse.WarehouseAway;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {
    private static final int CHUNK = 256 << 10;

    private Lake lake;
    private Rest rest;

    @BeforeEach
    void setUp() throws IOException {
        lake = Lake.uploading();
        rest = new Rest(lake.settings(), new Tokens(lake.settings()));
    }

    @AfterEach
    void close() throws IOException {
        rest.close();
        lake.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "262143, 1", "262144, 1", "262145, 2", "1000000, 4"})
    void bytes_arrive_in_chunks_and_in_their_order(int length, int chunks) throws Exception {
        byte[] sent = bytes(length);

        send(sent, 1);

        assertThat(lake.server.project().uploads().last()).isEqualTo(sent);
        assertThat(lake.server.count("upload_id=")).isEqualTo(chunks);
    }

    @ParameterizedTest
    @CsvSource({"2, LOST", "2, UNHEARD", "3, LOST", "3, UNHEARD", "3, BUSY", "5, LOST", "5, UNHEARD"})
    void after_a_lost_answer_the_session_is_asked_how_far_it_is_and_no_byte_is_sent_twice(int call, Fate fate)
            throws Exception {
        byte[] sent = bytes(4 * CHUNK - 7);
        lake.server.weather((number, asked) -> number == call ? fate : Fate.ANSWERED);

        send(sent, 2);

        assertThat(lake.server.project().uploads().last()).isEqualTo(sent);
        assertThat(lake.server.calls())
                .anySatisfy(asked -> assertThat(asked.range()).startsWith("bytes */"));
        assertThat(lake.server.project().jobs()).hasSize(1);
    }

    @Test
    void what_a_session_took_of_a_chunk_is_not_sent_again() throws Exception {
        byte[] sent = bytes(9 * CHUNK);
        lake.server.project().uploads().takesOfAChunk(CHUNK);

        send(sent, 1, 3 * CHUNK);

        assertThat(lake.server.project().uploads().last()).isEqualTo(sent);
    }

    @Test
    void a_session_that_takes_nothing_more_ends_the_upload() {
        lake.server.project().uploads().takesOfAChunk(0);

        assertThatThrownBy(() -> send(bytes(3 * CHUNK), 3)).isInstanceOf(WarehouseAway.class);
        assertThat(lake.server.project().jobs()).isEmpty();
    }

    @Test
    void nothing_is_sent_to_a_session_at_another_server() throws Exception {
        try (BigQueryServer other = BigQueryServer.start()) {
            lake.server.project().uploads().areAt(other.address());

            assertThatThrownBy(() -> send(bytes(1), 3))
                    .isInstanceOf(WarehouseAway.class)
                    .hasMessageContaining("nothing was sent elsewhere");

            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void what_is_not_finished_is_no_job() throws Exception {
        Upload upload = begun(1, CHUNK);
        upload.write(bytes(2 * CHUNK));
        upload.close();

        lake.server.weather(Weather.FAIR);
        assertThat(lake.server.project().jobs()).isEmpty();
    }

    private void send(byte[] bytes, int tries) throws IOException {
        send(bytes, tries, CHUNK);
    }

    private void send(byte[] bytes, int tries, int chunk) throws IOException {
        Upload upload = begun(tries, chunk);
        for (int at = 0; at < bytes.length; at += 100_000) {
            upload.write(bytes, at, Math.min(100_000, bytes.length - at));
        }
        assertThat(upload.finish().status()).isIn(200, 409);
    }

    private Upload begun(int tries, int chunk) throws IOException {
        Repeats repeats = new Repeats(Lake.tries(tries), duration -> {});
        Jobs jobs = new Jobs(rest, repeats, lake.settings(), Lake.CLOCK);
        return Upload.begin(
                rest, repeats, "upload", new LoadJob(lake.settings()).from("job", jobs.named("job"), ""), chunk);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
