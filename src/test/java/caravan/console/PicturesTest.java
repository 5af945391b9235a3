package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.failure.Failure;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.status.LastFailures;
import caravan.status.RecordCache;
import caravan.status.RecordReading;
import caravan.status.StatusReading;
import caravan.store.FileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of two hours that have closed, of which none is done. */
class PicturesTest {
    private static final Hour FIRST = Hour.parse("2026-11-02T08");

    @TempDir
    Path folder;

    private final TestClock clock = TestClock.at("2026-11-02T12:30:00Z");
    private final DueHours dueHours = new DueHours(clock, Duration.ofMinutes(135));
    private final Queue<Runnable> reader = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private Ledger ledger;
    private StatusReading reading;
    private Pictures pictures;

    @BeforeEach
    void start() throws Exception {
        ledger = new Ledger(new FileStore(folder.resolve("lake"), ""), "default", Runnable::run);
        ledger.fix(then -> new ProjectObject(1, "default", FIRST, "amplitude.com", "100011471", ObjectKeys.DEFAULT));
        reading = new StatusReading(
                new RecordReading(new RecordCache(folder.resolve("cache")), Runnable::run),
                dueHours,
                new Journal(folder.resolve("journal")));
        pictures = new Pictures(List.of(ledger), reading, reader::add, told::add);
    }

    private int read() {
        int before = told.size();
        while (!reader.isEmpty()) {
            reader.remove().run();
        }
        return told.size() - before;
    }

    private void sync() {
        pictures.failed("default", Optional.empty(), new Failure(Failure.Kind.STORE_AWAY, "away"));
    }

    private static HourRecord empty(Hour hour) {
        Instant at = Instant.parse("2026-11-02T12:00:00Z");
        return HourRecord.empty("default", hour, 0, new ExportFacts(hour, hour, null, null, at), at);
    }

    @Test
    void a_ledger_is_not_read_after_a_sync_while_nobody_looks_but_once_somebody_asks() {
        pictures.readAll();
        assertThat(read()).isOne();

        sync();
        sync();
        assertThat(read()).as("nobody has asked").isZero();

        pictures.of("default");
        pictures.of("default");
        assertThat(read()).as("somebody asks").isOne();
        clock.pass(Duration.ofSeconds(200));
        sync();
        assertThat(read()).as("somebody has asked lately").isOne();
        clock.pass(Duration.ofSeconds(200));
        sync();
        assertThat(read()).as("that was longer ago").isZero();
    }

    @Test
    void who_records_waits_for_nobody_who_looks() throws Exception {
        Picture picture = new Picture("default", dueHours, () -> new LastFailures(List.of(), dueHours.grace()));
        synchronized (picture) {
            CompletableFuture.runAsync(() -> {
                        picture.recorded(empty(FIRST));
                        picture.changed();
                        picture.isOfAnotherStart(FIRST);
                    })
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void years_are_drawn_once_a_second_at_most_and_failures_are_read_while_nobody_has_to_wait() throws Exception {
        AtomicInteger drawn = new AtomicInteger();
        Picture[] own = new Picture[1];
        Picture picture = new Picture("default", dueHours, () -> {
            assertThat(Thread.holdsLock(own[0])).isFalse();
            drawn.incrementAndGet();
            return new LastFailures(List.of(), dueHours.grace());
        });
        own[0] = picture;
        picture.reading();
        picture.read(reading.all(ledger));
        assertThat(states(picture)).startsWith("dd");
        for (int i = 0; i < 10; i++) {
            picture.recorded(empty(FIRST));
            picture.view();
        }
        assertThat(drawn).hasValue(1);

        clock.pass(Duration.ofSeconds(1));

        assertThat(states(picture)).startsWith("ed");
        assertThat(drawn).hasValue(2);
        assertThat(picture.view().orElseThrow()).isSameAs(picture.view().orElseThrow());
    }

    @Test
    void what_is_recorded_while_the_ledger_is_read_is_in_the_picture() throws Exception {
        Picture picture = new Picture("default", dueHours, () -> new LastFailures(List.of(), dueHours.grace()));
        picture.reading();
        picture.read(reading.all(ledger));
        picture.recorded(empty(FIRST));
        picture.reading();
        var read = reading.all(ledger);
        picture.recorded(empty(FIRST.plus(1)));
        assertThat(states(picture)).as("a reading that takes long, or fails").startsWith("ee");

        picture.read(read);

        assertThat(states(picture)).as("the store did not know of the first").startsWith("de");
    }

    private static String states(Picture picture) {
        return new String(picture.view().orElseThrow().columns().states);
    }
}
