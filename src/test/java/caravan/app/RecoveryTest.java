package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Note;
import caravan.sync.Run;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store that failed, a process that died and a process beside it leave behind; nothing is lost, doubled or asked for twice. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RecoveryTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-2), App.LAST);

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(HOURS.first());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void a_store_that_fails_twice_gets_the_same_bytes_at_each_try() throws Exception {
        FaultyFolder folder = new FaultyFolder(2);
        app.through(folder::before);

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(folder.received()).hasSize(6).allSatisfy((key, tries) -> {
            assertThat(tries).hasSize(3);
            assertThat(tries).containsOnly(tries.get(0));
        });
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void hours_that_a_failed_store_left_are_landed_later_from_the_spool_without_asking_again() throws Exception {
        FaultyFolder folder = new FaultyFolder(FaultyFolder.ALWAYS);
        app.through(folder::before);

        Run failed = app.sync();

        assertThat(failed.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(failed.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.STORE_AWAY);
        assertThat(Arrivals.keys(app.store())).containsExactly("_caravan/projects/default.json");
        assertThat(app.spooled()).hasSize(1).allMatch(file -> file.toString().endsWith(".zip"));

        folder.failing(0);
        Run later = app.sync();

        assertThat(later.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(later.requests()).isZero();
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_store_that_is_away_for_many_ticks_costs_one_request_and_a_spool_that_does_not_grow() throws Exception {
        FaultyFolder folder = new FaultyFolder(FaultyFolder.ALWAYS);
        app.set("caravan.window", "1").through(folder::before).sync();
        List<Path> first = app.spooled();

        for (int tick = 0; tick < 20; tick++) {
            app.sync();
        }

        assertThat(amplitude.requests()).hasSize(1);
        assertThat(app.spooled()).isEqualTo(first).hasSize(1);
        folder.failing(0);
        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(amplitude.requests()).hasSize(3);
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_store_that_fails_for_one_object_keeps_back_only_its_hour() throws Exception {
        FaultyFolder folder = new FaultyFolder(0);
        app.through(folder::before);
        folder.failing("hour=08", FaultyFolder.ALWAYS);

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(app.ledger().done(HOURS).contains(App.LAST.plus(-1))).isFalse();
        assertThat(app.spooled()).hasSize(1);
        folder.failing("hour=08", 0);
        assertThat(app.sync().requests()).isZero();
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void an_archive_that_a_dead_process_left_is_taken_up_without_asking() throws Exception {
        Path dead = place.resolve("spool/dead");
        app.through(new FaultyFolder(FaultyFolder.ALWAYS)::before).sync();
        Path archive = app.spooled().get(0);
        Files.createDirectories(dead);
        Files.createFile(dead.resolve("lock"));
        Files.writeString(dead.resolve("3.part"), "half an archive");
        Files.writeString(dead.resolve("entry-4"), "half an entry");
        Files.move(archive, dead.resolve(archive.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        app.stop();

        Run run = app.through(access -> access).sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.requests()).isZero();
        assertThat(amplitude.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
        assertThat(app.spooled()).isEmpty();
        assertThat(dead).doesNotExist();
    }

    @Test
    void an_archive_of_a_process_that_lives_is_left_to_it() throws Exception {
        app.through(new FaultyFolder(FaultyFolder.ALWAYS)::before).sync();
        List<Path> of = app.spooled();

        try (App other = app.twin().through(access -> access)) {
            Run run = other.sync();

            assertThat(run.requests()).isEqualTo(1);
            assertThat(app.spooled()).isEqualTo(of);
        }
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
    }

    @Test
    void an_archive_that_a_dead_process_left_leaves_the_spool_where_all_its_hours_are_done() throws Exception {
        app.through(new FaultyFolder(FaultyFolder.ALWAYS)::before).sync();
        try (App other = app.twin().through(access -> access)) {
            other.sync();
        }
        app.stop();

        Run run = app.through(access -> access).sync();

        assertThat(run.plannedHours()).isZero();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void an_archive_in_the_spool_that_is_damaged_by_now_is_asked_for_again() throws Exception {
        app.through(new FaultyFolder(FaultyFolder.ALWAYS)::before).sync();
        app.stop();
        Path archive = app.spooled().get(0);
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        app.through(access -> access);

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(amplitude.requests()).as("in halves").hasSize(3);
        new Arrivals(app.store())
                .of(PROJECT, HOURS)
                .noted(Note.Kind.LIMIT, List.of(Hour.parse("2024-11-05T00")))
                .andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void two_processes_at_once_on_one_store_and_one_spool_land_each_event_once_and_leave_no_orphan() throws Exception {
        HourRange day = new HourRange(App.LAST.plus(-4), App.LAST);
        app.since(day.first()).set("caravan.window", "2");
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (App other = app.twin()) {
            other.clock.advance(Duration.ofSeconds(1));
            app.start();
            other.start();

            Future<Run> one = both.submit(() -> app.sync());
            Future<Run> two = both.submit(() -> other.sync());

            assertThat(one.get().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(two.get().exitCode()).isEqualTo(ExitCode.OK);
        } finally {
            both.shutdownNow();
        }
        app.clock.advance(Duration.ofHours(25));
        app.sync(day);
        new Arrivals(app.store()).of(PROJECT, day).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void an_hour_that_another_process_lands_while_we_wait_for_amplitude_is_not_landed_again() throws Exception {
        try (Simulator same = Simulator.start(PROJECT);
                App other = app.twin().asks(same.url().toString()).start()) {
            amplitude.answer(window -> {
                assertThatCode(other::sync).doesNotThrowAnyException();
                return Optional.empty();
            });

            Run run = app.sync();

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(run.landedHours()).isZero();
            assertThat(same.requests()).hasSize(1);
        }
        new Arrivals(app.store()).of(PROJECT, HOURS).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void what_lies_in_a_full_spool_is_landed_before_anything_is_asked_for() throws Exception {
        FaultyFolder folder = new FaultyFolder(FaultyFolder.ALWAYS);
        app.through(folder::before).sync(HourRange.of(HOURS.first()));
        Path full = Files.createDirectories(place.resolve("spool/beside"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(full.resolve("some.zip").toFile(), "rw")) {
            sparse.setLength(64L << 20);
        }
        app.stop();
        folder.failing(0);

        Run run =
                app.set("caravan.spool.quota", "64MiB").through(folder::before).sync();

        assertThat(app.ledger().done(HOURS).hours()).containsExactly(HOURS.first());
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.SPOOL_FULL);
        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.requests()).isZero();
    }

    @Test
    void an_object_that_is_not_in_the_store_as_it_was_put_is_never_committed() throws Exception {
        FaultyFolder folder = new FaultyFolder(0);
        folder.losing();
        app.through(folder::before);

        Run run = app.sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.LEDGER);
        assertThat(Arrivals.keys(app.store())).containsExactly("_caravan/projects/default.json");
    }
}
