package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.wire.Fault;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The ledger's calls to a bucket over a wire that does what wires do: how many requests each costs, and what is believed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TriesTest {
    private static final String KEY = "_caravan/hours/default/2026-11-01/05.json";
    private static final byte[] RECORD = "{\"revision\": 3}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEXT = "{\"revision\": 4}".getBytes(StandardCharsets.UTF_8);

    /** What the SDK sends before the content: its length in hex, its signature. */
    private static final int CHUNK = "f;chunk-signature=".length() + 64 + "\r\n".length();

    @TempDir
    Path place;

    private S3Server server;
    private FaultyProxy wire;
    private S3Client sound;
    private S3Client client;
    private Store behind;
    private Store store;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.over(place);
        wire = FaultyProxy.to(server.endpoint(), Script.of());
        sound = server.client();
        behind = new S3Store(sound, server.bucket(), "");
        client = S3Connection.client(S3Server.settings(wire.endpoint(), server.secretKey()));
        store = new S3Store(client, server.bucket(), "");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        sound.close();
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
                Fault.reset(Fault.Way.UP, 0),
                Fault.reset(Fault.Way.DOWN, 0),
                Fault.halfClose(Fault.Way.DOWN, 20));
    }

    static List<Fault> two() {
        return faults().subList(0, 2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_list_that_fails_twice_costs_three_requests(Fault fault) throws Exception {
        behind.create(KEY, RECORD);
        wire.on("GET /lake?", fault, fault);

        assertThat(store.list("_caravan/")).extracting(StoredObject::key).containsExactly(KEY);
        assertThat(wire.requests("GET /lake?")).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("two")
    void a_read_that_fails_twice_costs_three_requests(Fault fault) throws Exception {
        behind.create(KEY, RECORD);
        wire.on("GET /lake/_caravan", fault, fault);

        assertThat(store.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.requests("GET /lake/_caravan")).hasSize(3);
    }

    @Test
    void a_read_whose_body_ends_early_is_made_again() throws Exception {
        behind.create(KEY, RECORD);
        wire.on("GET /lake/_caravan", Fault.cut(Fault.Way.DOWN, 5).inBody());

        assertThat(store.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
    }

    @ParameterizedTest
    @MethodSource("two")
    void a_deletion_that_fails_twice_costs_three_requests(Fault fault) throws Exception {
        behind.create(KEY, RECORD);
        wire.on("POST /lake?delete", fault, fault);

        store.delete(List.of(KEY));

        assertThat(behind.get(KEY)).isEmpty();
        assertThat(wire.requests("POST /lake?delete")).hasSize(3);
    }

    @Test
    void what_fails_each_time_is_asked_for_three_times_and_no_more() throws Exception {
        wire.on("GET /lake?", Fault.reset(Fault.Way.UP, 0), Fault.swallowReply(), Fault.reset(Fault.Way.UP, 0));

        assertThatThrownBy(() -> store.list("_caravan/"))
                .isNotInstanceOf(StoreRefused.class)
                .hasMessageContaining("list '_caravan/'");
        assertThat(wire.requests()).hasSize(3);
    }

    @Test
    void what_is_refused_is_asked_for_once() throws Exception {
        try (S3Client wrong = S3Connection.client(S3Server.settings(wire.endpoint(), "another"))) {
            assertThatThrownBy(() -> new S3Store(wrong, server.bucket(), "").list(""))
                    .isInstanceOf(StoreRefused.class);
        }
        assertThat(wire.requests()).hasSize(1);
    }

    /** What is behind it then tells the writer that it was his own: {@code CommitTest}. */
    @Test
    void a_creation_whose_answer_was_lost_conflicts_with_itself_and_was_done() throws Exception {
        wire.on("PUT /lake/_caravan", Fault.swallowReply());

        assertThatThrownBy(() -> store.create(KEY, RECORD)).isInstanceOf(WriteConflict.class);
        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.requests("PUT ")).hasSize(2);
    }

    @Test
    void a_replacement_whose_answer_was_lost_conflicts_with_itself_and_was_done() throws Exception {
        String version = behind.create(KEY, RECORD);
        wire.on("PUT /lake/_caravan", Fault.swallowReply());

        assertThatThrownBy(() -> store.replace(KEY, NEXT, version)).isInstanceOf(WriteConflict.class);
        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(NEXT);
    }

    @Test
    void a_creation_whose_answer_ends_after_its_first_line_is_not_taken_for_a_version() throws Exception {
        wire.on("PUT /lake/_caravan", Fault.cut(Fault.Way.DOWN, "HTTP/1.1 200 OK\r\n".length()));

        assertThatThrownBy(() -> store.create(KEY, RECORD)).isInstanceOf(WriteConflict.class);
    }

    @Test
    void a_creation_that_did_not_get_through_is_made_again() throws Exception {
        wire.on("PUT /lake/_caravan", Fault.cut(Fault.Way.UP, 100), Fault.reset(Fault.Way.UP, 0));

        store.create(KEY, RECORD);

        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.requests("PUT ")).hasSize(3);
    }

    /** Digits of the content, the only damage that leaves good JSON behind. */
    @Test
    void a_digit_that_changed_on_the_way_back_is_not_believed_and_read_again() throws Exception {
        behind.create(KEY, RECORD);
        wire.on("GET /lake/_caravan", digit());

        assertThat(store.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(wire.requests("GET ")).hasSize(2);
    }

    @Test
    void a_digit_that_is_another_one_each_time_is_for_a_person() throws Exception {
        behind.create(KEY, RECORD);
        wire.on("GET /lake/_caravan", digit(), digit(), digit());

        assertThatThrownBy(() -> store.get(KEY))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void an_object_whose_writer_noted_nothing_is_read_as_it_is() throws Exception {
        sound.putObject(request -> request.bucket(server.bucket()).key(KEY), RequestBody.fromBytes(RECORD));

        assertThat(store.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
    }

    /** S3 signs each piece of a body, so it says what it says of wrong keys; asked later it is right again. */
    @Test
    void a_digit_that_changed_on_the_way_there_is_refused_by_the_server_and_nothing_is_written() throws Exception {
        wire.on(
                "PUT /lake/_caravan",
                Fault.flip(Fault.Way.UP, CHUNK + RECORD.length - 2).inBody());

        assertThatThrownBy(() -> store.create(KEY, RECORD)).isInstanceOf(StoreRefused.class);
        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(behind.get(KEY)).isEmpty();

        store.create(KEY, RECORD);
        assertThat(behind.get(KEY).orElseThrow().bytes()).isEqualTo(RECORD);
    }

    private static Fault digit() {
        return Fault.flip(Fault.Way.DOWN, RECORD.length - 2).inBody();
    }
}
