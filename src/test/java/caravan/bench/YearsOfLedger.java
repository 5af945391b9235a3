package caravan.bench;

import caravan.archive.EntryName;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.store.S3Connection;
import caravan.store.S3Store;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes the records of years, each of a landed hour with four objects, as if they had come from a source on loopback; the
 * objects themselves are not there. {@code FIRST_HOUR LAST_HOUR ENDPOINT BUCKET PREFIX}, keys as in {@link Floors}.
 */
public final class YearsOfLedger {
    private static final int PARALLEL = 16;
    private static final String AMPLITUDE_ID = "100200300";
    private static final ObjectKeys KEYS = new ObjectKeys(ObjectKeys.DEFAULT);
    private static final String PROJECT = "default";

    private YearsOfLedger() {}

    public static void main(String[] args) throws Exception {
        HourRange range = new HourRange(Hour.parse(args[0]), Hour.parse(args[1]));
        ExecutorService writers = Executors.newFixedThreadPool(PARALLEL);
        try (S3Client client = S3Connection.client(Floors.settings(URI.create(args[2]), args[3]))) {
            Ledger ledger = new Ledger(new S3Store(client, args[3], args[4]), PROJECT, Runnable::run);
            ledger.fix(
                    now -> new ProjectObject(1, PROJECT, range.first(), "127.0.0.1", AMPLITUDE_ID, ObjectKeys.DEFAULT));
            List<Callable<Void>> work = new ArrayList<>();
            range.hours().forEach(hour -> work.add(() -> written(ledger, hour)));
            for (Future<Void> done : writers.invokeAll(work)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private static Void written(Ledger ledger, Hour hour) throws Exception {
        ledger.write(hour, LedgerJson.write(record(hour)), Optional.empty());
        return null;
    }

    private static HourRecord record(Hour hour) {
        Instant at = hour.end().plus(Duration.ofHours(3));
        ExportFacts export = new ExportFacts(hour, hour, "ab".repeat(32), 4_711L, at);
        List<LandedObject> objects =
                IntStream.range(0, 4).mapToObj(part -> object(hour, part)).toList();
        return HourRecord.landed(PROJECT, hour, 0, "json", objects, "cd".repeat(32), export, at);
    }

    private static LandedObject object(Hour hour, int part) {
        String hash = String.format("%02x", hour.number() * 7 + part & 0xff).repeat(32);
        EntryName name = new EntryName(AMPLITUDE_ID, hour, part);
        String entry =
                AMPLITUDE_ID + "/" + AMPLITUDE_ID + "_" + hour.date() + "_" + hour.ofDay() + "#" + part + ".json.gz";
        String key = KEYS.key(PROJECT, name, 0, hash, "json");
        return new LandedObject(key, entry, 1_000_000, hash, 500 + hour.ofDay(), 0, 0, hour.start(), hour.start());
    }
}
