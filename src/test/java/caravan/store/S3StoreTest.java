package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreTest extends StoreContract {
    @TempDir
    Path place;

    private S3Server server;
    private S3Client client;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.over(place);
        client = server.client();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Override
    Store store(String prefix) {
        return new S3Store(client, server.bucket(), prefix);
    }

    @Override
    Store away() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return new S3Store(
                    S3Connection.client(
                            S3Server.settings(URI.create("http://127.0.0.1:" + closed.getLocalPort()), "any")),
                    server.bucket(),
                    "");
        }
    }

    @Test
    void more_objects_than_a_request_takes_are_deleted() throws Exception {
        List<String> keys =
                IntStream.range(0, 1005).mapToObj(number -> "a/" + number).toList();
        store("").create("a/0", new byte[1]);
        store("").create("a/1004", new byte[1]);

        store("").delete(keys);

        assertThat(keys(store(""), "")).isEmpty();
    }

    @Test
    void a_bucket_that_is_not_there_is_for_a_person() {
        Store store = new S3Store(client, "other-bucket", "");

        assertRefused(() -> store.list(""), "other-bucket", "caravan.s3.bucket");
        assertRefused(() -> store.get("a"), "other-bucket", "caravan.s3.bucket");
        assertRefused(() -> store.create("a", new byte[1]), "other-bucket", "caravan.s3.bucket");
    }

    @Test
    void a_wrong_secret_is_for_a_person_and_is_not_in_the_message() {
        try (S3Client wrong = S3Connection.client(S3Server.settings(server.endpoint(), "wrong-secret"))) {
            Store store = new S3Store(wrong, server.bucket(), "");

            assertRefused(() -> store.list(""), server.bucket(), "caravan.s3.secret-key");
            assertRefused(() -> store.create("a", new byte[1]), server.bucket(), "caravan.s3.secret-key");
            assertThatThrownBy(() -> store.get("a")).hasMessageNotContaining("wrong-secret");
        }
    }

    private static void assertRefused(ThrowingCallable call, String... named) {
        assertThatThrownBy(call).isInstanceOf(StoreRefused.class).satisfies(e -> assertThat(e.getMessage())
                .contains(named));
    }
}
