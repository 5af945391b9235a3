package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import caravan.cli.StoreAccess;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.Failure.Kind;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.store.S3Server;
import caravan.store.Store;
import caravan.sync.Run;
import caravan.wire.Fault;
import caravan.wire.Fault.Way;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Everything that can happen to the bytes between us and the bucket, at each request of a landing: what it costs, and what counts after it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WireToStoreTest {
    private static final int TRIES = 4;
    private static final int OBJECTS = 2;
    private static final String OBJECT = "PUT /lake/events/";
    private static final String RECORD = "PUT /lake/_caravan/hours/";
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOUR = HourRange.of(App.LAST);

    @TempDir
    Path place;

    @TempDir
    Path buckets;

    private S3Server server;
    private FaultyProxy wire;
    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.over(buckets);
        wire = FaultyProxy.to(server.endpoint(), Script.of());
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(App.LAST)
                .set("caravan.store", "s3")
                .set("caravan.s3.bucket", server.bucket())
                .set("caravan.s3.endpoint", wire.endpoint().toString())
                .set("caravan.s3.access-key", server.accessKey())
                .set("caravan.s3.secret-key", server.secretKey());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
        wire.close();
        server.close();
    }

    static List<Fault> breaks() {
        return List.of(
                Fault.swallowReply(),
                Fault.cut(Way.UP, 200),
                Fault.cut(Way.DOWN, 8),
                Fault.reset(Way.UP, 0),
                Fault.reset(Way.DOWN, 0));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void one_break_at_each_request_of_a_landing_costs_that_request_again_and_all_lands_once(Fault fault)
            throws Exception {
        wire.on("GET /lake?", fault).on("GET /lake/_caravan/hours/", fault);
        wire.on("PUT /lake/_caravan/projects/", fault).on(OBJECT, fault).on(RECORD, fault);

        Run run = app.sync();

        assertThat(run.failures()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.landedHours()).as("recognised as ours").isEqualTo(1);
        assertThat(wire.count(fault.kind())).isEqualTo(5);
        assertThat(wire.requests(OBJECT)).hasSize(OBJECTS + 1);
        assertThat(wire.requests(RECORD)).hasSize(2);
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void puts_that_fail_each_time_cost_the_tries_of_one_call_and_the_archive_waits_in_the_spool() throws Exception {
        wire.on(
                OBJECT,
                Collections.nCopies(OBJECTS * TRIES, Fault.reset(Way.UP, 100)).toArray(Fault[]::new));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Kind.STORE_AWAY);
        assertThat(wire.requests(OBJECT)).as("nobody multiplies them").hasSize(OBJECTS * TRIES);
        assertThat(app.ledger().read(App.LAST)).isEmpty();
        assertThat(app.spooled()).hasSize(1);

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    @Test
    void a_record_that_is_replaced_and_a_note_that_is_deleted_with_their_answers_lost_are_ours() throws Exception {
        app.sync();
        app.clock.advance(Duration.ofMinutes(1));
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "asked for", app.clock.instant(), null));
        wire.on(RECORD, Fault.swallowReply()).on("POST /lake?delete", Fault.swallowReply());

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.landedHours()).as("recognised as ours").isEqualTo(1);
        assertThat(wire.count(Fault.Kind.SWALLOW)).isEqualTo(2);
        assertThat(app.ledger().read(App.LAST).orElseThrow().record().revision())
                .isEqualTo(1);
        assertThat(app.ledger().note(App.LAST)).isEmpty();
    }

    @Test
    void a_flipped_byte_of_an_object_is_refused_by_the_store_and_costs_that_put_again() throws Exception {
        wire.on(OBJECT, Fault.flip(Way.UP, 200).inBody());

        Run run = app.sync();

        assertThat(wire.count(Fault.Kind.FLIP)).isEqualTo(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(wire.requests(OBJECT)).hasSize(OBJECTS + 1);
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    @Test
    void a_byte_that_flips_on_the_disk_between_hash_and_put_is_never_committed_and_the_hour_lands_from_the_spool()
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        app.set("caravan.uploads", "1");
        app.through(access -> new StoreAccess(
                access.store(),
                access.s3Client()
                        .map(client -> beforePut(client, () -> {
                            if (!done.getAndSet(true)) {
                                flipAnEntry();
                            }
                        }))));

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Kind.STORE_AWAY);
        assertThat(app.ledger().read(App.LAST)).isEmpty();
        assertThat(wire.requests(OBJECT))
                .as("the one tried again, the other put")
                .hasSize(TRIES + OBJECTS - 1);
        assertThat(app.spooled()).hasSize(1);

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    /** Of one of the files that are about to be put. */
    private void flipAnEntry() {
        try {
            Path entry = app.spooled().stream()
                    .filter(file -> file.getFileName().toString().startsWith("entry-"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(entry);
            bytes[bytes.length / 2] ^= 1;
            Files.write(entry, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Client beforePut(S3Client client, Runnable deed) {
        return new DelegatingS3Client(client) {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                deed.run();
                return super.putObject(request, body);
            }
        };
    }

    /** As a process finds it that was stopped for minutes between its last put and its commit. */
    @Test
    void an_hour_that_another_process_landed_otherwise_and_swept_just_before_our_commit_is_theirs() throws Exception {
        String early = event("2024-11-05 09:30:00.000001", 1);
        String late = event("2024-11-05 09:40:00.000001", 2);
        try (RawAmplitude ours = new RawAmplitude(any -> RawAmplitude.archive(entry("2024-11-05T09", 0, early, late)));
                RawAmplitude theirs =
                        new RawAmplitude(any -> RawAmplitude.archive(entry("2024-11-05T09", 0, late, early)));
                App other = app.twin().asks(theirs.url())) {
            app.asks(ours.url())
                    .through(access -> new StoreAccess(
                            beforeFirst("events/", access.store(), () -> assertThatCode(other::sync)
                                    .doesNotThrowAnyException()),
                            access.s3Client()));

            Run run = app.sync();

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.landedHours()).isZero();
            assertThat(app.ledger().read(App.LAST).orElseThrow().record().events())
                    .isEqualTo(2);
            assertThat(Arrivals.keys(app.store()).stream().filter(key -> key.startsWith("events/")))
                    .hasSize(1);
        }
    }

    /** Somebody does this just before the first listing that begins so. */
    private static Store beforeFirst(String beginning, Store store, Runnable deed) {
        AtomicBoolean done = new AtomicBoolean();
        return (Store) Proxy.newProxyInstance(
                WireToStoreTest.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("list")
                            && arguments[0].toString().startsWith(beginning)
                            && !done.getAndSet(true)) {
                        deed.run();
                    }
                    try {
                        return called.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void two_processes_on_one_bucket_whose_answers_are_lost_land_each_hour_once() throws Exception {
        try (Simulator same = Simulator.start(PROJECT);
                App other = app.twin().asks(same.url().toString()).start()) {
            wire.on(RECORD, Fault.swallowReply(), Fault.swallowReply());
            amplitude.answer(window -> {
                assertThatCode(other::sync).doesNotThrowAnyException();
                return Optional.empty();
            });

            Run run = app.sync();

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.landedHours()).isZero();
            assertThat(same.requests()).hasSize(1);
        }
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }
}
