package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.cli.StoreAccess;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.store.S3Server;
import caravan.sync.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The same promise with a bucket: put by aws2-s3 to a server that verifies signatures, checksums and conditions. */
class S3ArrivalTest extends BucketArrival {
    @TempDir
    Path buckets;

    private S3Server server;

    @Override
    void landing(App app) throws Exception {
        server = S3Server.over(buckets);
        app.set("caravan.store", "s3")
                .set("caravan.s3.bucket", server.bucket())
                .set("caravan.s3.endpoint", server.endpoint().toString())
                .set("caravan.s3.access-key", server.accessKey())
                .set("caravan.s3.secret-key", server.secretKey());
    }

    @Override
    void away() throws IOException {
        server.close();
    }

    @Test
    void everything_lies_under_the_prefix() throws Exception {
        app.set("caravan.store.prefix", "team/raw").sync();

        new Arrivals(app.store()).of(PROJECT, TWO).andNothingElse();
        try (S3Client client = server.client()) {
            assertThat(client.listObjectsV2(request -> request.bucket(server.bucket()))
                            .contents())
                    .isNotEmpty()
                    .allMatch(object -> object.key().startsWith("team/raw/"));
        }
    }

    @Test
    void a_file_of_more_than_five_mebibytes_arrives_in_parts_unchanged() throws Exception {
        SimulatedProject large = PROJECT.withVolume(1100, 1);
        assertThat(large.truth(App.LAST).get(0).bytes()).isBetween(5L << 20, 8L << 20);
        try (Simulator other = Simulator.start(large)) {
            app.asks(other.url().toString()).since(App.LAST).set("caravan.s3.multipart-above", "5MiB");

            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        }
        new Arrivals(app.store()).of(large, HourRange.of(App.LAST)).andNothingElse();
        LandedObject object =
                app.ledger().read(App.LAST).orElseThrow().record().objects().get(0);
        try (S3Client client = server.client()) {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(server.bucket()).key(object.key()));
            assertThat(head.eTag()).as("two parts").endsWith("-2\"");
        }
    }

    @Test
    void a_kept_archive_lies_under_its_prefix_put_in_parts_and_brings_back_what_is_lost() throws Exception {
        byte[] noise = new byte[5 << 20];
        new Random(1).nextBytes(noise);
        byte[] answer = RawAmplitude.archive(
                Archives.entry(
                        "2024-11-05T09", 0, "{\"x\": \"" + Base64.getEncoder().encodeToString(noise) + "\"}"),
                Archives.entry("2024-11-05T09", 1, Archives.event("2024-11-05 09:30:00.000001", 1)));
        app.since(App.LAST)
                .set("caravan.store.prefix", "team/raw")
                .set("caravan.s3.multipart-above", "5MiB")
                .set("caravan.archive.keep", "store")
                .set("caravan.archive.prefix", "export")
                .set("caravan.landing.key", ReloadTest.IMPORT);
        try (RawAmplitude other = new RawAmplitude(number -> answer)) {
            assertThat(app.asks(other.url()).sync().exitCode()).isEqualTo(ExitCode.OK);
        }
        HourRecord record = app.ledger().read(App.LAST).orElseThrow().record();
        String archive = "export/project=default/2024-11-05T09_2024-11-05T09_"
                + record.export().archiveSha256().substring(0, 16) + ".zip";
        Map<String, String> before = Arrivals.everything(app.store());
        LandedObject lost = record.objects().get(0);
        LandedObject damaged = record.objects().get(1);
        try (S3Client client = server.client()) {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(server.bucket()).key("team/raw/" + archive));
            assertThat(head.eTag()).as("in parts").matches("\".*-\\d\"");
            client.deleteObject(request -> request.bucket(server.bucket()).key("team/raw/" + lost.key()));
            client.putObject(
                    request -> request.bucket(server.bucket()).key("team/raw/" + damaged.key()),
                    RequestBody.fromString("{}\n"));
        }
        assertThat(before).containsEntry(archive, record.export().archiveSha256());

        Run run = app.sync(Run.ofKeptArchives(HourRange.of(App.LAST), Optional.empty()));

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.requests()).isZero();
        assertThat(run.restoredObjects()).isEqualTo(2);
        assertThat(Arrivals.everything(app.store())).isEqualTo(before);
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_store_that_is_away_from_the_start_leaves_all_due_without_asking_amplitude() throws Exception {
        int port = server.endpoint().getPort();
        server.close();

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_AWAY);
        assertThat(amplitude.requests()).isEmpty();

        server = S3Server.over(buckets, port);
        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        new Arrivals(app.store()).of(PROJECT, TWO).andNothingElse();
    }

    @Test
    void a_store_that_goes_away_is_filled_from_the_spool_when_it_is_back_without_asking_again() throws Exception {
        int port = server.endpoint().getPort();
        amplitude.answer(window -> {
            awayUnchecked();
            return Optional.empty();
        });

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.STORE_AWAY);
        assertThat(app.spooled()).hasSize(1);

        server = S3Server.over(buckets, port);
        Run later = app.sync();

        assertThat(later.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(later.requests()).isZero();
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, TWO).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_bucket_that_fails_twice_gets_the_same_bytes_at_each_try() throws Exception {
        Map<String, List<String>> received = new ConcurrentHashMap<>();
        app.through(access ->
                new StoreAccess(access.store(), access.s3Client().map(client -> failingTwice(client, received))));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(received).hasSize(4).allSatisfy((key, tries) -> {
            assertThat(tries).hasSize(3);
            assertThat(tries).containsOnly(tries.get(0));
        });
        new Arrivals(app.store()).of(PROJECT, TWO).andNothingElse();
    }

    @Test
    void keys_that_the_bucket_refuses_need_the_operator() throws Exception {
        app.set("caravan.s3.secret-key", "another");

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.STORE_REFUSED);
        assertThat(amplitude.requests()).isEmpty();
    }

    private void awayUnchecked() {
        try {
            away();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the bytes of each object and then says that it failed, twice. */
    private static S3Client failingTwice(S3Client sound, Map<String, List<String>> received) {
        return (S3Client) Proxy.newProxyInstance(
                S3ArrivalTest.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("putObject")) {
                        PutObjectRequest request = (PutObjectRequest) arguments[0];
                        List<String> tries =
                                received.computeIfAbsent(request.key(), key -> new CopyOnWriteArrayList<>());
                        try (InputStream body = ((RequestBody) arguments[1])
                                .contentStreamProvider()
                                .newStream()) {
                            tries.add(Arrivals.sha256(body.readAllBytes()));
                        }
                        if (tries.size() <= 2) {
                            throw SdkClientException.create("the connection was reset");
                        }
                    }
                    try {
                        return called.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
