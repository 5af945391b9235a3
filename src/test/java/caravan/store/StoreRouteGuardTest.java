package caravan.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class StoreRouteGuardTest {
    @TempDir
    Path place;

    /** Never asked: routes start and are checked without a store. */
    private final S3Client client = S3Connection.client(S3Server.settings(URI.create("http://127.0.0.1"), "any"));

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_route_that_puts_into_the_ledgers_bucket_passes_the_guard() throws Exception {
        try (StoreRoute route = StoreRoute.s3(client, "", "lake", 1)) {
            assertThatCode(() -> StoreRouteGuard.check(route.context(), "lake")).doesNotThrowAnyException();
        }
    }

    @Test
    void a_route_that_puts_into_another_bucket_is_refused() throws Exception {
        try (StoreRoute route = StoreRoute.s3(client, "", "edited-bucket", 1)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> StoreRouteGuard.check(route.context(), "lake"))
                    .withMessageContainingAll(
                            "'edited-bucket'", "'lake'", "set caravan.s3.bucket in application.properties instead");
        }
    }

    @Test
    void a_route_that_puts_into_no_bucket_is_refused() throws Exception {
        try (StoreRoute route = new StoreRoute("file", Map.of("store", new FileStore(place, "")), Map.of())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> StoreRouteGuard.check(route.context(), "lake"))
                    .withMessageContaining("routes/stores/s3.camel.yaml");
        }
    }
}
