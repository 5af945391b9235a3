package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.GcsKeys;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GcsStoreTest extends StoreContract {
    static final GcsStore.Pace AT_ONCE = new GcsStore.Pace(Duration.ofSeconds(10), Duration.ZERO, 1 << 20, 512 << 10);

    private GcsServer server;

    @BeforeEach
    void start() throws Exception {
        server = new GcsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    Store store(String prefix) {
        return server.store(prefix);
    }

    @Override
    Store away() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return GcsStore.open(
                    GcsServer.keys(URI.create("http://127.0.0.1:" + closed.getLocalPort())), "", 5, AT_ONCE);
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_for_a_person() {
        Store store = GcsStore.open(
                new GcsKeys("other-bucket", Optional.empty(), Optional.of(server.endpoint()), Optional.empty()), "", 5);

        assertRefused(() -> store.list(""), "other-bucket", "caravan.gcs.bucket");
        assertRefused(() -> store.get("a"), "other-bucket", "caravan.gcs.bucket");
        assertRefused(() -> store.open("a"), "other-bucket", "caravan.gcs.bucket");
        assertRefused(() -> store.create("a", new byte[1]), "other-bucket", "caravan.gcs.bucket");
        assertRefused(() -> store.delete(List.of("a")), "other-bucket", "caravan.gcs.bucket");
    }

    @Test
    void whom_the_server_does_not_know_needs_a_person() {
        server.letIn("a-token");

        assertRefused(() -> store("").list(""), server.bucket(), "check the credentials");
    }

    @Test
    void a_version_that_is_no_generation_is_one_that_is_not_there() throws Exception {
        store("").create("a", new byte[1]);

        assertThatThrownBy(() -> store("").replace("a", new byte[2], "\"an-etag\""))
                .isInstanceOf(WriteConflict.class);
        assertThat(content(store(""), "a")).isEqualTo("\0");
    }

    private static void assertRefused(ThrowingCallable call, String... named) {
        assertThatThrownBy(call).isInstanceOf(StoreRefused.class).satisfies(e -> assertThat(e.getMessage())
                .contains(named));
    }
}
