package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.wire.Fault;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger's calls to a bucket of Google Cloud Storage over a bad wire: how many requests each costs, and what is believed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GcsTriesTest {
    private static final String KEY = "_caravan/hours/default/2026-11-01/05.json";
    private static final byte[] RECORD = "{\"revision\": 3}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEXT = "{\"revision\": 4}".getBytes(StandardCharsets.UTF_8);
    private static final String LIST = "GET /storage/v1/b/lake/o?";
    private static final String READ = "GET /download/storage/v1/b/lake/o/";
    private static final String WRITE = "POST /upload/storage/v1/b/lake/o?";

    private GcsServer server;
    private FaultyProxy wire;
    private GcsStore behind;
    private GcsStore store;

    @BeforeEach
    void start() throws Exception {
        server = new GcsServer();
        wire = FaultyProxy.to(server.endpoint(), Script.of());
        behind = server.store("");
        store = GcsStore.open(GcsServer.keys(wire.endpoint()), "", 5, GcsStoreTest.AT_ONCE);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        behind.close();
        wire.close();
        server.close();
    }

    /** Ways in which a request can come to nothing that a moment later may be better. */
    static List<Fault> faults() {
        return List.of(
                Fault.swallowReply(),
                Fault.cut(Fault.Way.UP, 20),
                Fault.cut(Fault.Way.DOWN, 20),
                Fault.cut(Fault.Way.DOWN, "HTTP/1.1 200 OK\r\n".length()),
                Fault.cut(Fault.Way.DOWN, 0).inBody(),
                Fault.cut(Fault.Way.DOWN, 5).inBody(),
                Fault.reset(Fault.Way.DOWN, 0),
                Fault.halfClose(Fault.Way.DOWN, 20));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_list_that_fails_twice_costs_three_requests(Fault fault) throws Exception {
        behind.create(KEY, RECORD);
        wire.on(LIST, fault, fault);

        assertThat(store.list("_caravan/")).extracting(StoredObject::key).containsExactly(KEY);
        assertThat(wire.requests()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_read_that_fails_twice_costs_three_requests(Fault fault) throws Exception {
        behind.create(KEY, RECORD);
        wire.on(READ, fault, fault);

        assertThat(store.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.requests()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_read_of_what_is_not_there_is_not_taken_for_that_before_it_was_said(Fault fault) throws Exception {
        wire.on(READ, fault, fault);

        assertThat(store.get(KEY)).isEmpty();
        assertThat(wire.requests()).hasSizeBetween(2, 3);
    }

    @Test
    void a_deletion_that_fails_twice_costs_three_requests() throws Exception {
        behind.create(KEY, RECORD);
        wire.on("DELETE /storage/v1/b/lake/o/", Fault.swallowReply(), Fault.reset(Fault.Way.UP, 0));

        store.delete(List.of(KEY));

        assertThat(behind.get(KEY)).isEmpty();
        assertThat(wire.requests()).hasSize(3);
    }

    @Test
    void what_fails_each_time_is_asked_for_three_times_and_no_more() throws Exception {
        wire.on(LIST, Fault.reset(Fault.Way.UP, 0), Fault.swallowReply(), Fault.reset(Fault.Way.UP, 0));

        assertThatThrownBy(() -> store.list("_caravan/"))
                .isNotInstanceOf(StoreRefused.class)
                .hasMessageContaining("list '_caravan/'");
        assertThat(wire.requests()).hasSize(3);
    }

    @Test
    void what_is_refused_is_asked_for_once() {
        server.letIn("another");

        assertThatThrownBy(() -> store.list("")).isInstanceOf(StoreRefused.class);
        assertThat(wire.requests()).hasSize(1);
    }

    /** What is behind it then tells the writer that it was his own: {@code CommitTest}. */
    @Test
    void a_creation_whose_answer_was_lost_conflicts_with_itself_and_was_done() throws Exception {
        wire.on(WRITE, Fault.swallowReply());

        assertThatThrownBy(() -> store.create(KEY, RECORD)).isInstanceOf(WriteConflict.class);
        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.requests()).hasSize(2);
    }

    @Test
    void a_replacement_whose_answer_was_lost_conflicts_with_itself_and_was_done() throws Exception {
        String version = behind.create(KEY, RECORD);
        wire.on(WRITE, Fault.swallowReply());

        assertThatThrownBy(() -> store.replace(KEY, NEXT, version)).isInstanceOf(WriteConflict.class);
        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(NEXT);
    }

    @Test
    void a_creation_whose_answer_ends_after_its_first_line_is_not_taken_for_a_generation() throws Exception {
        wire.on(WRITE, Fault.cut(Fault.Way.DOWN, "HTTP/1.1 200 OK\r\n".length()));

        assertThatThrownBy(() -> store.create(KEY, RECORD)).isInstanceOf(WriteConflict.class);
    }

    @Test
    void a_creation_that_did_not_get_through_is_made_again() throws Exception {
        wire.on(WRITE, Fault.cut(Fault.Way.UP, 100), Fault.reset(Fault.Way.UP, 0));

        store.create(KEY, RECORD);

        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.requests()).hasSize(3);
    }

    /** Digits of the content, the only damage that leaves good JSON behind. */
    @Test
    void a_digit_that_changed_on_the_way_back_is_not_believed_and_read_again() throws Exception {
        behind.create(KEY, RECORD);
        wire.on(READ, digit());

        assertThat(store.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(wire.requests()).hasSize(2);
    }

    @Test
    void a_digit_of_a_stream_that_changed_on_the_way_back_is_a_fault_at_its_end() throws Exception {
        behind.create(KEY, RECORD);
        wire.on(READ, digit());

        try (InputStream in = store.open(KEY).orElseThrow()) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("CRC32C");
        }
    }

    @Test
    void a_byte_that_changed_on_the_way_there_is_refused_by_the_server_and_sent_again() throws Exception {
        // So long that the middle of the request is in it.
        byte[] record = ("{" + " ".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8);
        wire.on(WRITE, Fault.flip(Fault.Way.UP, 50_000).inBody());

        store.create(KEY, record);

        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(wire.requests()).hasSize(2);
        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(record);
    }

    private static Fault digit() {
        return Fault.flip(Fault.Way.DOWN, RECORD.length - 2).inBody();
    }
}
