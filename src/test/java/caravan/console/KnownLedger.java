package caravan.console;

import caravan.TestClock;
import caravan.archive.EntryName;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.status.RecordCache;
import caravan.status.RecordReading;
import caravan.status.StatusReading;
import caravan.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The ledger of project {@code demo} in memory, and what a console knows of it. A reading waits until a test lets it run. */
final class KnownLedger {
    static final String PROJECT = "demo";
    private static final ObjectKeys KEYS = new ObjectKeys(ObjectKeys.DEFAULT);

    final TestClock clock;
    final MemoryStore store;
    final Ledger ledger;
    final Queue<Runnable> readings = new ArrayDeque<>();
    final Pictures pictures;

    /** @param folder for what a machine remembers */
    KnownLedger(Path folder, Hour start, Instant now) throws IOException {
        clock = TestClock.at(now.toString());
        store = new MemoryStore(clock);
        ledger = new Ledger(store, PROJECT, Runnable::run);
        ledger.fix(there -> new ProjectObject(1, PROJECT, start, "127.0.0.1", "100200300", ObjectKeys.DEFAULT));
        StatusReading reading = new StatusReading(
                new RecordReading(new RecordCache(folder.resolve("cache")), Runnable::run),
                new DueHours(clock, Duration.ofMinutes(135)),
                new Journal(folder.resolve("journal")));
        pictures = new Pictures(List.of(ledger), reading, readings::add, project -> {});
    }

    /** As another process would write it. */
    HourRecord write(HourRecord record) throws IOException {
        Optional<String> before = ledger.read(record.hour()).map(Ledger.Recorded::version);
        ledger.write(record.hour(), LedgerJson.write(record), before);
        return record;
    }

    HourRecord landed(Hour hour, int revision, long events) {
        EntryName name = new EntryName("100200300", hour, 0);
        String hash = String.format("%02x", revision).repeat(32);
        LandedObject object = new LandedObject(
                KEYS.key(PROJECT, name, revision, hash, "json"),
                "100200300/x.json.gz",
                events * 10,
                hash,
                events,
                0,
                0,
                null,
                null);
        return HourRecord.landed(
                PROJECT, hour, revision, "json", List.of(object), "cd".repeat(32), export(hour), clock.instant());
    }

    HourRecord empty(Hour hour) {
        return HourRecord.empty(PROJECT, hour, 0, export(hour), clock.instant());
    }

    private ExportFacts export(Hour hour) {
        return new ExportFacts(hour, hour, null, null, clock.instant());
    }

    /** All readings that wait. */
    KnownLedger read() {
        for (Runnable next = readings.poll(); next != null; next = readings.poll()) {
            next.run();
        }
        return this;
    }

    /** What somebody is told who asks now. */
    Picture.View asked() throws Refused {
        return new Asked(pictures).view(PROJECT);
    }

    char state(Hour hour) throws Refused {
        Columns columns = asked().columns();
        return columns.states[columns.index(hour)];
    }
}
