package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.store.GcsServer;
import caravan.store.GcsStore;
import caravan.store.S3Server;
import caravan.store.S3Store;
import caravan.store.Store;
import caravan.warehouse.CommittedHours.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class BucketLoadTest {
    private static final Hour HOUR = Hour.parse("2026-11-01T05");

    @TempDir
    Path folder;

    @Test
    void hours_are_loaded_from_s3_by_their_records_and_a_bucket_that_is_away_is_tried_later() throws Exception {
        S3Server server = S3Server.over(Files.createDirectory(folder.resolve("objects")));
        try (S3Client client = server.client()) {
            loads(new S3Store(client, server.bucket(), "team/"), server);
        }
    }

    @Test
    void hours_are_loaded_from_google_cloud_storage_by_their_records_and_a_bucket_that_is_away_is_tried_later()
            throws Exception {
        GcsServer server = new GcsServer();
        try (GcsStore store = server.store("team/")) {
            loads(store, server);
        }
    }

    private void loads(Store store, AutoCloseable server) throws Exception {
        Asked warehouse = Asked.in(folder);
        try {
            CommittedHours hours = new CommittedHours(store);
            hours.land(
                    "2026-11-01T05",
                    0,
                    Content.of("{\"uuid\":\"a\"}"),
                    Content.of("{\"uuid\":\"b\"}").gzipped());
            try (Loads loads = new Loads(
                    new DuckDbWarehouse(warehouse.settings(), store, 16 << 20, Clock.systemUTC(), Refresh.NONE))) {
                assertThat(loads.missing(hours.ledger, HourRange.of(HOUR))).containsExactly(HOUR);
                loads.load(hours.ledger, HOUR);
                assertThat(loads.missing(hours.ledger, HourRange.of(HOUR))).isEmpty();

                hours.land("2026-11-01T05", 1, Content.of("{\"uuid\":\"c\"}"));
                server.close();

                assertThatThrownBy(() -> loads.load(hours.ledger, HOUR)).satisfies(thrown -> assertThat(
                                new FailureTable().classify(thrown).kind())
                        .isEqualTo(Failure.Kind.STORE_AWAY));
            }
        } finally {
            server.close();
        }
        assertThat(warehouse.rows("select uuid from bronze.events order by uuid"))
                .containsExactly("a", "b");
    }
}
