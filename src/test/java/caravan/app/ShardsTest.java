package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.ExitCode;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Shard;
import caravan.ledger.HourRecord;
import caravan.ledger.Note;
import caravan.sync.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that share the hours of one backfill: four windows of two hours, or two days. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ShardsTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-7), App.LAST);
    private static final HourRange DAYS = new HourRange(App.LAST.plus(-24), App.LAST);

    /** The nights' hours without events, and closed so lately that their note says to ask again. */
    private static final List<Hour> UNCONFIRMED = List.of(Hour.parse("2024-11-05T02"), Hour.parse("2024-11-05T03"));

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;
    private App other;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude).since(HOURS.first()).set("caravan.window", "2");
        other = app.twin();
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        other.close();
        amplitude.close();
    }

    private static Run shard(int index, int count) {
        return new Run(Optional.empty(), Optional.empty(), new Shard(index, count));
    }

    private List<Hour> asked() {
        return amplitude.requests().stream()
                .flatMap(request -> new HourRange(hour(request.start()), hour(request.end())).hours())
                .toList();
    }

    private static Hour hour(String amplitude) {
        return Hour.parse(amplitude.substring(0, 4) + "-" + amplitude.substring(4, 6) + "-" + amplitude.substring(6));
    }

    /** Two new processes. */
    private List<ExitCode> atOnce(Run one, Run two) throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            app.stop();
            other.stop();
            app.start();
            other.start();
            Future<Run> first = both.submit(() -> app.sync(one));
            Future<Run> second = both.submit(() -> other.sync(two));
            return List.of(first.get().exitCode(), second.get().exitCode());
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    void two_shards_at_once_ask_for_no_hour_twice_and_land_all_of_them() throws Exception {
        assertThat(atOnce(shard(0, 2), shard(1, 2))).containsOnly(ExitCode.OK);

        assertThat(asked())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(HOURS.hours().toList());
        new Arrivals(app.store())
                .of(PROJECT, HOURS)
                .noted(Note.Kind.UNCONFIRMED, UNCONFIRMED)
                .andNothingElse();
        assertThat(app.sync().plannedHours()).isZero();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_shard_speaks_of_its_own_hours_only() throws Exception {
        Run first = app.sync(shard(0, 2));
        amplitude.answer(window -> Optional.of(Trouble.internalError()));
        Run again = app.sync(shard(0, 2));
        Run second = other.sync(shard(1, 2));

        assertThat(first.plannedHours()).isEqualTo(4);
        assertThat(first.landedHours() + first.emptyHours()).isEqualTo(4);
        assertThat(first.dueHours()).isZero();
        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(again.plannedHours()).isZero();
        assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.dueHours()).isEqualTo(4);
        assertThat(second.exitCode()).isEqualTo(ExitCode.LATER);
    }

    @Test
    void a_window_that_is_too_much_is_halved_within_its_shard() throws Exception {
        amplitude.maxHours(1);

        assertThat(app.sync(shard(1, 2)).exitCode()).isEqualTo(ExitCode.OK);

        Stream<Hour> landed = app.ledger().done(HOURS).hours();
        assertThat(landed).hasSize(4).allMatch(hour -> Math.floorDiv(hour.number(), 2) % 2 == 1);
        assertThat(asked()).allMatch(hour -> Math.floorDiv(hour.number(), 2) % 2 == 1);
    }

    @Test
    void what_a_dead_shard_left_is_taken_by_a_plain_sync_without_asking_again_for_what_it_had_fetched()
            throws Exception {
        other.through(new FaultyFolder(FaultyFolder.ALWAYS)::before).sync(shard(1, 2));
        other.stop();
        assertThat(app.sync(shard(0, 2)).exitCode()).isEqualTo(ExitCode.OK);
        app.stop();
        assertThat(app.spooled()).as("an archive of the dead one").hasSize(1);

        Run plain = app.sync();

        assertThat(plain.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(plain.plannedHours()).isEqualTo(4);
        assertThat(asked()).doesNotHaveDuplicates();
        new Arrivals(app.store())
                .of(PROJECT, HOURS)
                .noted(Note.Kind.UNCONFIRMED, UNCONFIRMED)
                .andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_shard_that_runs_twice_and_shards_that_overlap_land_each_event_once() throws Exception {
        HourRange busy = new HourRange(HOURS.first().plus(2), HOURS.last());
        app.since(busy.first());
        other.since(busy.first()).clock.advance(Duration.ofSeconds(1));

        assertThat(atOnce(shard(0, 2), shard(0, 2))).containsOnly(ExitCode.OK);
        assertThat(atOnce(shard(1, 2), shard(0, 1))).containsOnly(ExitCode.OK);

        app.clock.advance(Duration.ofHours(25));
        app.sync(busy);
        new Arrivals(app.store()).of(PROJECT, busy).andNothingElse();
    }

    @Test
    void a_shard_sweeps_the_days_of_its_own_hours() throws Exception {
        app.since(DAYS.first()).set("caravan.window", "24").sync(DAYS);
        List<String> orphans = new ArrayList<>();
        for (Hour hour : List.of(DAYS.first(), DAYS.last())) {
            orphans.add(orphan(hour));
        }
        int today = (int) Math.floorMod(DAYS.last().day().toEpochDay(), 2L);

        app.sync(new Run(Optional.of(DAYS), Optional.empty(), new Shard(today, 2)));

        new Arrivals(app.store())
                .of(PROJECT, DAYS)
                .noted(Note.Kind.UNCONFIRMED, UNCONFIRMED)
                .and(orphans.get(0))
                .andNothingElse();
    }

    /** What another process would have left that landed the hour too, and came too late. */
    private String orphan(Hour hour) throws Exception {
        HourRecord record = app.ledger().read(hour).orElseThrow().record();
        String listed = record.objects().get(0).key();
        String orphan = listed.replaceAll("-[0-9a-f]{16}\\.json$", "-0123456789abcdef.json");
        Files.writeString(place.resolve("lake").resolve(orphan), "{}\n");
        return orphan;
    }
}
