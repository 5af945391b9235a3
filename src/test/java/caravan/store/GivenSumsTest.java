package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.Sha256;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is known of a file is sent in place of what the SDK would compute, and the server believes neither. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GivenSumsTest {
    private static final int PART = 5 << 20;
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path place;

    @TempDir
    Path bucket;

    private final KnownSums known = new KnownSums();
    private S3Server server;
    private S3Client plain;
    private S3Client client;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.over(bucket);
        plain = server.client();
        client = S3Connection.forObjects(plain, server.settings());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void a_known_file_arrives_with_its_checksum_and_without_a_trace_of_how_that_was_told() throws Exception {
        assertThat(put(file())).isEmpty();

        HeadObjectResponse head = head();
        assertThat(head.checksumCRC32()).isEqualTo(sums(CONTENT).crc32InBase64());
        assertThat(head.metadata()).isEmpty();
        assertThat(stored()).isEqualTo(CONTENT);
    }

    @Test
    void a_body_whose_sums_are_known_is_read_once_to_send_it() {
        AtomicInteger opened = new AtomicInteger();
        RequestBody body = RequestBody.fromContentProvider(
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(CONTENT);
                },
                CONTENT.length,
                "application/json");

        client.putObject(
                request().metadata(SumsGivenAlong.metadata(sums(CONTENT))).build(), body);

        assertThat(opened).hasValue(1);
        assertThat(stored()).isEqualTo(CONTENT);
    }

    /** The HTTP client would take a stream with marks for one that it can send again, and go back in one that is closed. */
    @Test
    void nobody_is_told_that_a_body_could_be_sent_again_from_a_mark() throws Exception {
        AtomicReference<RequestBody> sent = new AtomicReference<>();
        S3Client client = new SumsGivenAlong(
                new DelegatingS3Client(plain) {
                    @Override
                    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                        sent.set(body);
                        return PutObjectResponse.builder().build();
                    }
                },
                true);

        client.putObject(
                request().metadata(SumsGivenAlong.metadata(sums(CONTENT))).build(), RequestBody.fromBytes(CONTENT));

        try (InputStream body = sent.get().contentStreamProvider().newStream()) {
            assertThat(body.markSupported()).isFalse();
            assertThat(body).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void a_byte_that_flips_on_the_disk_after_it_was_hashed_has_the_put_refused_and_nothing_is_stored()
            throws Exception {
        File file = file();
        byte[] flipped = CONTENT.clone();
        flipped[200_000] ^= 1;
        Files.write(file.toPath(), flipped);

        assertThat(put(file)).get().isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(
                        S3Fault.refuses(refused))
                .as("once more may be better")
                .isFalse());
        assertThat(objects()).isZero();
    }

    @Test
    void a_wrong_hash_has_the_put_refused_also_where_the_checksum_is_right() {
        Sums wrong = new Sums("0".repeat(64), sums(CONTENT).crc32(), CONTENT.length);

        assertThatThrownBy(() -> put(wrong)).isInstanceOf(S3Exception.class);
        assertThat(objects()).isZero();
    }

    @Test
    void a_wrong_checksum_has_the_put_refused_also_where_the_hash_is_right() {
        Sums wrong = new Sums(sums(CONTENT).sha256(), 1, CONTENT.length);

        assertThatThrownBy(() -> put(wrong)).isInstanceOf(S3Exception.class);
        assertThat(objects()).isZero();
    }

    @Test
    void a_file_that_is_not_known_any_more_or_has_another_length_is_put_by_its_own_sums() throws Exception {
        File file = file();
        Files.write(file.toPath(), new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(known.of(file)).isEmpty();
        assertThat(put(file)).isEmpty();
        assertThat(stored()).hasSize(CONTENT.length + 1);

        Files.write(file.toPath(), new byte[CONTENT.length]);
        known.forget(file.toPath());
        assertThat(known.of(file)).isEmpty();
        assertThat(put(file)).isEmpty();
        assertThat(stored()).isEqualTo(new byte[CONTENT.length]);
    }

    @Test
    void an_empty_file_that_is_known_arrives() throws Exception {
        File file = Files.createFile(place.resolve("empty")).toFile();
        known.know(file.toPath(), sums(new byte[0]));

        assertThat(put(file)).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_store_that_takes_no_checksums_gets_the_hash_only() {
        AtomicReference<PutObjectRequest> sent = new AtomicReference<>();
        S3Client recording = new DelegatingS3Client(plain) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                sent.set(request);
                return super.putObject(request, body);
            }
        };

        new SumsGivenAlong(recording, false)
                .putObject(
                        request()
                                .metadata(SumsGivenAlong.metadata(sums(CONTENT)))
                                .build(),
                        RequestBody.fromBytes(CONTENT));

        assertThat(sent.get().checksumCRC32()).isNull();
        assertThat(sent.get().overrideConfiguration().orElseThrow().headers()).containsKey(GivenHash.HEADER);
        assertThat(stored()).isEqualTo(CONTENT);
    }

    private File file() throws Exception {
        File file = Files.write(place.resolve("entry-1"), CONTENT).toFile();
        known.know(file.toPath(), sums(CONTENT));
        return file;
    }

    /** Through the route as it is; what came to be wrong, if anything. */
    private Optional<Throwable> put(File file) throws Exception {
        try (StoreRoute route = StoreRoute.s3(client, known, "", server.bucket(), PART)) {
            return Optional.ofNullable(route.put("a.json", file, Map.of()).getException());
        }
    }

    private void put(Sums sums) {
        client.putObject(request().metadata(SumsGivenAlong.metadata(sums)).build(), RequestBody.fromBytes(CONTENT));
    }

    private PutObjectRequest.Builder request() {
        return PutObjectRequest.builder().bucket(server.bucket()).key("a.json");
    }

    private HeadObjectResponse head() {
        return plain.headObject(
                request -> request.bucket(server.bucket()).key("a.json").checksumMode(ChecksumMode.ENABLED));
    }

    private byte[] stored() {
        return plain.getObjectAsBytes(request -> request.bucket(server.bucket()).key("a.json"))
                .asByteArray();
    }

    private int objects() {
        return plain.listObjectsV2(request -> request.bucket(server.bucket())).keyCount();
    }

    private static Sums sums(byte[] content) {
        CRC32 crc32 = new CRC32();
        crc32.update(content);
        return new Sums(HexFormat.of().formatHex(Sha256.begin().digest(content)), crc32.getValue(), content.length);
    }
}
