package caravan.bench;

import caravan.archive.EntryName;
import caravan.demo.SimulatedPart;
import caravan.demo.SimulatedProject;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.store.FileStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lands simulated hours in a folder as a sync would have, without the way through an export. {@code FOLDER FIRST_HOUR LAST_HOUR
 * EVENTS_PER_HOUR}; project {@code demo}. Hours that are there already stay. Prints how many events there are in all.
 */
public final class SimulatedLake {
    private static final String PROJECT = "demo";
    private static final ObjectKeys KEYS = new ObjectKeys(ObjectKeys.DEFAULT);

    private final FileStore store;
    private final Path folder;
    private final Ledger ledger;
    private final SimulatedProject project;

    /** @param folder is there */
    public SimulatedLake(Path folder, SimulatedProject project) {
        this.folder = folder;
        this.project = project;
        store = new FileStore(folder, "");
        ledger = new Ledger(store, PROJECT, Runnable::run);
    }

    public FileStore store() {
        return store;
    }

    public Ledger ledger() {
        return ledger;
    }

    public static void main(String[] args) throws Exception {
        SimulatedLake lake = new SimulatedLake(
                Files.createDirectories(Path.of(args[0])),
                SimulatedProject.small().withVolume(Long.parseLong(args[3]), 2));
        HourRange range = new HourRange(Hour.parse(args[1]), Hour.parse(args[2]));
        lake.ledger.fix(now ->
                now.orElse(new ProjectObject(1, PROJECT, range.first(), "127.0.0.1", "100200300", ObjectKeys.DEFAULT)));
        ExecutorService writers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Long>> work = new ArrayList<>();
            range.hours().forEach(hour -> work.add(() -> lake.land(hour)));
            long events = 0;
            for (Future<Long> landed : writers.invokeAll(work)) {
                events += landed.get();
            }
            System.out.println(events);
        } finally {
            writers.shutdownNow();
        }
    }

    /** How many events it has. */
    public long land(Hour hour) throws Exception {
        Optional<Ledger.Recorded> there = ledger.read(hour);
        if (there.isPresent()) {
            return there.get().record().events();
        }
        List<LandedObject> objects = new ArrayList<>();
        for (SimulatedPart part : project.parts(hour)) {
            objects.add(put(part));
        }
        Instant at = hour.end().plus(Duration.ofHours(3));
        ExportFacts export = new ExportFacts(hour, hour, "ab".repeat(32), 4_711L, at);
        HourRecord record = objects.isEmpty()
                ? HourRecord.empty(PROJECT, hour, 0, export, at)
                : HourRecord.landed(PROJECT, hour, 0, "json", objects, "cd".repeat(32), export, at);
        ledger.write(hour, LedgerJson.write(record), Optional.empty());
        return record.events();
    }

    private LandedObject put(SimulatedPart part) throws Exception {
        Path file = Files.createTempFile(folder, "part", ".json");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream out =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
            part.write(out);
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        return put(part, file, sha256);
    }

    private LandedObject put(SimulatedPart part, Path file, String sha256) throws IOException {
        String key = KEYS.key(PROJECT, EntryName.parse(part.entry()), 0, sha256, "json");
        long bytes = Files.size(file);
        store.put(key, file.toFile());
        Files.delete(file);
        return new LandedObject(key, part.entry(), bytes, sha256, part.events(), 0, 0, null, null);
    }
}
