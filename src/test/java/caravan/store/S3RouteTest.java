package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.wire.Fault;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class S3RouteTest {
    /** The least that S3 takes as a part. */
    private static final int PART = 5 << 20;

    @TempDir
    Path place;

    @TempDir
    Path bucket;

    private S3Server server;
    private S3Client client;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.over(bucket);
        client = server.client();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void bytes_arrive_unchanged_under_prefix_and_key_and_the_body_stays_the_file() throws Exception {
        File file = file(100_000);

        try (StoreRoute route = route(client, "team/", server.bucket())) {
            Exchange done = route.put("events/a.json", file, Map.of());

            assertThat((Throwable) done.getException()).isNull();
            assertThat(done.getMessage().getBody()).isEqualTo(file);
            assertThat(done.getMessage().getHeaders()).isEmpty();
        }
        assertStored("team/events/a.json", file);
        assertThat(head("team/events/a.json").contentType()).isEqualTo("application/json");
    }

    @Test
    void an_empty_file_and_one_of_a_part_arrive_unchanged() throws Exception {
        File empty = file(0);
        File part = file(PART);

        try (StoreRoute route = route(client, "", server.bucket())) {
            assertThat((Throwable) route.put("empty.json.gz", empty, Map.of()).getException())
                    .isNull();
            assertThat((Throwable) route.put("part.json.gz", part, Map.of()).getException())
                    .isNull();
        }
        assertStored("empty.json.gz", empty);
        assertStored("part.json.gz", part);
        assertThat(head("part.json.gz").contentType()).isEqualTo("application/gzip");
        assertThat(head("part.json.gz").eTag()).doesNotContain("-");
    }

    @Test
    void a_file_of_more_than_a_part_arrives_unchanged_in_parts() throws Exception {
        File file = file(PART + 1);

        try (StoreRoute route = route(client, "", server.bucket())) {
            assertThat((Throwable) route.put("large.json", file, Map.of()).getException())
                    .isNull();
        }
        assertStored("large.json", file);
        assertThat(head("large.json").eTag()).endsWith("-2\"");
        assertThat(head("large.json").contentType()).isEqualTo("application/json");
    }

    @Test
    void headers_from_outside_choose_neither_bucket_nor_key_nor_operation() throws Exception {
        File file = file(100);
        Map<String, Object> headers = Map.of(
                "CamelAwsS3OverrideBucketName", "elsewhere",
                "CamelAwsS3Key", "theirs",
                "camelawss3operation", "deleteObject",
                "CAMELAWSS3BUCKETDESTINATIONNAME", "elsewhere",
                "camelfilename", "../theirs",
                "CamelAwsS3Metadata", Map.of("a", "b"));

        try (StoreRoute route = route(client, "", server.bucket())) {
            assertThat((Throwable) route.put("ours.json", file, headers).getException())
                    .isNull();
        }
        assertStored("ours.json", file);
        assertThat(head("ours.json").metadata()).isEmpty();
    }

    @Test
    void a_store_that_fails_twice_gets_the_same_bytes_at_the_third_try() throws Exception {
        File file = file(100_000);
        AtomicInteger calls = new AtomicInteger();

        try (StoreRoute route = route(failing(client, "putObject", 2, calls), "", server.bucket())) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
        }
        assertThat(calls).hasValue(3);
        assertStored("a.json", file);
    }

    @Test
    void a_part_that_fails_begins_the_file_again_and_leaves_no_upload_behind() throws Exception {
        File file = file(2 * PART + 1);
        AtomicInteger calls = new AtomicInteger();

        try (StoreRoute route = route(failing(client, "uploadPart", 2, calls), "", server.bucket())) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
        }
        assertThat(calls).hasValue(5);
        assertStored("a.json", file);
        assertThat(client.listMultipartUploads(request -> request.bucket(server.bucket()))
                        .uploads())
                .isEmpty();
    }

    @Test
    void a_connection_that_breaks_within_a_part_sends_that_part_again_from_its_beginning() throws Exception {
        File file = file(2 * PART + 1);

        try (FaultyProxy wire = breakingTwice();
                S3Client broken = S3Connection.client(S3Server.settings(wire.endpoint(), server.secretKey()));
                StoreRoute route = route(S3Connection.forObjects(broken, server.settings()), "", server.bucket())) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
            assertThat(wire.count(Fault.Kind.CUT)).isEqualTo(2);
            assertThat(wire.requests("PUT /"))
                    .as("three parts, one of them three times")
                    .hasSize(5);
            assertThat(wire.requests("POST /")).as("begun and ended once").hasSize(2);
        }
        assertStored("a.json", file);
    }

    @Test
    void a_connection_that_breaks_within_a_file_has_the_route_send_it_again_and_nobody_else() throws Exception {
        File file = file(PART);

        try (FaultyProxy wire = breakingTwice();
                S3Client broken = S3Connection.client(S3Server.settings(wire.endpoint(), server.secretKey()));
                StoreRoute route = route(broken, "", server.bucket())) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
            assertThat(wire.count(Fault.Kind.CUT)).isEqualTo(2);
            assertThat(wire.requests("PUT /")).hasSize(3);
        }
        assertStored("a.json", file);
    }

    @Test
    void an_upload_whose_end_was_done_and_its_answer_lost_is_put_again_and_leaves_no_other_behind() throws Exception {
        File file = file(PART + 1);

        try (FaultyProxy wire = FaultyProxy.to(server.endpoint(), Script.of());
                S3Client lossy = S3Connection.client(S3Server.settings(wire.endpoint(), server.secretKey()));
                StoreRoute route = route(S3Connection.forObjects(lossy, server.settings()), "", server.bucket())) {
            wire.on("POST /lake/a.json?uploadId=", Fault.swallowReply());

            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
            assertThat(wire.count(Fault.Kind.SWALLOW)).isEqualTo(1);
            assertThat(wire.requests("POST /")).as("begun and ended twice").hasSize(4);
        }
        assertStored("a.json", file);
        assertThat(client.listMultipartUploads(request -> request.bucket(server.bucket()))
                        .uploads())
                .isEmpty();
    }

    @Test
    void a_put_into_a_black_hole_ends_by_silence_and_is_made_again() throws Exception {
        File file = file(1000);

        try (FaultyProxy wire = FaultyProxy.to(server.endpoint(), Script.of());
                S3Client impatient = S3Connection.client(
                        S3Server.settings(wire.endpoint(), server.secretKey()), 5, Duration.ofMillis(700));
                StoreRoute route = route(impatient, "", server.bucket())) {
            wire.on("PUT /lake/a.json", Fault.blackHole());

            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
            assertThat(wire.count(Fault.Kind.BLACK_HOLE)).isEqualTo(1);
            assertThat(wire.requests("PUT /")).hasSize(2);
        }
        assertStored("a.json", file);
    }

    @Test
    void a_store_that_stays_away_is_said_to_the_caller_and_the_next_object_arrives_when_it_is_back() throws Exception {
        File file = file(100);
        URI endpoint = server.endpoint();
        server.close();

        try (StoreRoute route = route(client, "", server.bucket())) {
            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .hasRootCauseInstanceOf(ConnectException.class);

            server = S3Server.over(bucket, endpoint.getPort());

            assertThat((Throwable) route.put("a.json", file, Map.of()).getException())
                    .isNull();
        }
        assertStored("a.json", file);
    }

    /** Its first two connections end within the request. */
    private FaultyProxy breakingTwice() throws IOException {
        Fault within = Fault.cut(Fault.Way.UP, 3_000_000);
        return FaultyProxy.to(server.endpoint(), Script.of(within, within));
    }

    private StoreRoute route(S3Client s3, String prefix, String intoBucket) throws Exception {
        return StoreRoute.s3(s3, prefix, intoBucket, PART);
    }

    private File file(int bytes) throws Exception {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(place.resolve("source-" + bytes), content).toFile();
    }

    private void assertStored(String key, File file) throws Exception {
        Path got = place.resolve("got");
        Files.deleteIfExists(got);
        client.getObject(request -> request.bucket(server.bucket()).key(key), got);
        assertThat(got).hasSameBinaryContentAs(file.toPath());
    }

    private HeadObjectResponse head(String key) {
        return client.headObject(request -> request.bucket(server.bucket()).key(key));
    }

    /** The client, but these calls read the body to its end and then fail, so many times. */
    private S3Client failing(S3Client sound, String method, int times, AtomicInteger calls) {
        return (S3Client) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method) && calls.incrementAndGet() <= times) {
                        ((RequestBody) arguments[1])
                                .contentStreamProvider()
                                .newStream()
                                .readAllBytes();
                        throw SdkClientException.create("the connection was reset");
                    }
                    try {
                        return called.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
