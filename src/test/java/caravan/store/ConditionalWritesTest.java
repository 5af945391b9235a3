package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.wire.Fault;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class ConditionalWritesTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private final MemoryStore store = new MemoryStore(NOW);

    @TempDir
    Path place;

    @Test
    void a_store_that_keeps_its_word_lacks_nothing_and_holds_nothing_of_it_afterwards() throws Exception {
        assertThat(tried(store)).isEmpty();
        assertThat(store.keys()).isEmpty();
        assertThat(store.calls()).hasSize(7);

        assertThat(tried(new FileStore(place, ""))).isEmpty();
        assertThat(new FileStore(place, "").list("")).isEmpty();
    }

    @Test
    void a_store_that_creates_what_is_there_is_found_out_and_told() throws Exception {
        assertThat(tried(Unconditional.creating(store)).orElseThrow())
                .startsWith("memory does not honour conditional writes")
                .contains("If-None-Match");
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_store_that_replaces_another_version_is_found_out_and_told() throws Exception {
        assertThat(tried(Unconditional.replacing(new FileStore(place, ""))).orElseThrow())
                .startsWith(place.toString())
                .contains("If-Match");
    }

    @Test
    void a_store_that_never_replaces_is_found_out() throws Exception {
        MemoryStore once = store;
        once.before(MemoryStore.Call.WRITE, () -> {}).before(MemoryStore.Call.WRITE, () -> {});
        once.fail(MemoryStore.Call.WRITE, MemoryStore.Fault.CONFLICT);

        assertThat(tried(once).orElseThrow()).contains("the very version that it had given");
    }

    @Test
    void what_a_dead_process_left_is_deleted_a_day_later() throws Exception {
        MemoryStore older = new MemoryStore(Clock.offset(NOW, Duration.ofHours(-25)));
        String left = ConditionalWrites.FOLDER + "left.json";
        older.put(left, "{}");

        new ConditionalWrites(older, Clock.offset(NOW, Duration.ofHours(-2))).lacking();
        assertThat(older.keys()).containsExactly(left);

        assertThat(tried(older)).isEmpty();
        assertThat(older.keys()).isEmpty();
    }

    @Test
    void a_store_that_cannot_be_asked_is_not_judged() {
        store.before(MemoryStore.Call.WRITE, () -> {});
        store.fail(MemoryStore.Call.WRITE, MemoryStore.Fault.LOST_BEFORE);

        assertThatThrownBy(() -> tried(store)).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void a_bucket_is_tried_over_a_wire_that_loses_answers_and_one_that_ignores_conditions_is_found_out()
            throws Exception {
        try (S3Server server = S3Server.over(place);
                FaultyProxy wire = FaultyProxy.to(server.endpoint(), Script.of());
                S3Client client = S3Connection.client(S3Server.settings(wire.endpoint(), server.secretKey()))) {
            wire.on("PUT ", Fault.swallowReply(), Fault.pass(), Fault.pass(), Fault.swallowReply());

            assertThat(tried(new S3Store(client, server.bucket(), "a/"))).isEmpty();
            assertThat(wire.count(Fault.Kind.SWALLOW)).isEqualTo(2);

            assertThat(tried(new S3Store(careless(client), server.bucket(), "a/"))
                            .orElseThrow())
                    .startsWith("s3://lake/a/ does not honour");
            assertThat(new S3Store(client, server.bucket(), "").list("")).isEmpty();
        }
    }

    /** Sends no condition, which to the ledger is a bucket that ignores them. */
    private static S3Client careless(S3Client client) {
        return new DelegatingS3Client(client) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                return super.putObject(
                        request.toBuilder().ifMatch(null).ifNoneMatch(null).build(), body);
            }
        };
    }

    private static Optional<String> tried(Store store) throws IOException {
        return new ConditionalWrites(store, NOW).lacking();
    }
}
