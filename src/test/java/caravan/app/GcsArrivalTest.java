package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.store.GcsServer;
import caravan.store.GcsStore;
import caravan.store.StoredObject;
import caravan.sync.Run;
import org.junit.jupiter.api.Test;

/** The same promise with a bucket of Google Cloud Storage, which checks conditions and checksums. */
class GcsArrivalTest extends BucketArrival {
    private GcsServer server;

    @Override
    void landing(App app) throws Exception {
        server = new GcsServer();
        app.set("caravan.store", "gcs")
                .set("caravan.gcs.bucket", server.bucket())
                .set("caravan.gcs.endpoint", server.endpoint().toString());
    }

    @Override
    void away() {
        server.close();
    }

    @Test
    void everything_lies_under_the_prefix_and_archives_that_are_kept_too() throws Exception {
        app.set("caravan.store.prefix", "team/raw").set("caravan.archive.keep", "store");

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        try (GcsStore all = server.store("")) {
            assertThat(all.list("")).extracting(StoredObject::key).allMatch(key -> key.startsWith("team/raw/"));
            assertThat(all.list("team/raw/archives/project=default/")).hasSize(1);
        }
    }

    @Test
    void a_bucket_that_is_not_there_needs_the_operator_and_amplitude_is_not_asked() throws Exception {
        app.set("caravan.gcs.bucket", "another");

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_REFUSED);
        assertThat(amplitude.requests()).isEmpty();
    }

    @Test
    void a_store_that_is_away_leaves_all_due_without_asking_amplitude() throws Exception {
        server.close();

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_AWAY);
        assertThat(amplitude.requests()).isEmpty();
    }
}
