package caravan.status;

import caravan.archive.EntryName;
import caravan.failure.DeadLetters;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.ledger.ProjectObject;
import caravan.ledger.Sweep;
import caravan.store.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A destination in a folder with hours as the routes would have left them. It is 2026-11-02T12:30, the grace two hours and a quarter. */
final class Lake {
    static final Instant NOW = Instant.parse("2026-11-02T12:30:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final DueHours DUE = new DueHours(CLOCK, Duration.ofMinutes(135));
    /** At minute 20. */
    static final Ticks TICKS = after -> Optional.of(
            after.plus(Duration.ofMinutes(40)).truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(20)));

    static final Executor HERE = Runnable::run;
    static final ObjectKeys KEYS = new ObjectKeys(ObjectKeys.DEFAULT);

    final Path folder;
    final CountingStore store;
    final Ledger ledger;
    final Sweep sweep;

    Lake(Path folder) {
        this.folder = folder;
        store = new CountingStore(new FileStore(folder.resolve("lake"), ""));
        ledger = new Ledger(store, "default", HERE);
        sweep = new Sweep(store, KEYS, CLOCK);
    }

    Lake startingAt(String hour) throws IOException {
        ledger.fix(now ->
                new ProjectObject(1, "default", Hour.parse(hour), "amplitude.com", "100011471", ObjectKeys.DEFAULT));
        return this;
    }

    HourRecord landed(String hour, long... events) throws IOException {
        return landedAs(0, hour, events);
    }

    /** Lands one object for each number of events, over whatever the hour has. */
    HourRecord landedAs(int revision, String text, long... events) throws IOException {
        Hour hour = Hour.parse(text);
        List<LandedObject> objects = new ArrayList<>();
        for (int part = 0; part < events.length; part++) {
            objects.add(put(hour, revision, part, events[part]));
        }
        HourRecord record = HourRecord.landed("default", hour, revision, "json", objects, "d", facts(hour), NOW);
        write(record);
        return record;
    }

    LandedObject put(Hour hour, int revision, int part, long events) throws IOException {
        byte[] bytes = (hour + " " + part + " " + revision + "\n" + "{}\n".repeat((int) events))
                .getBytes(StandardCharsets.UTF_8);
        String sha256 = sha256(bytes);
        String raw = "100011471/100011471_" + hour.date() + "_" + hour.ofDay() + "#" + part + ".json.gz";
        String key = KEYS.key("default", EntryName.parse(raw), revision, sha256, "json");
        Path file = Files.write(Files.createTempFile(folder, "entry", ".json"), bytes);
        store.files().put(key, file.toFile());
        Files.delete(file);
        return new LandedObject(key, raw, bytes.length, sha256, events, 0, 0, null, null);
    }

    void empty(String text) throws IOException {
        Hour hour = Hour.parse(text);
        write(HourRecord.empty("default", hour, 0, facts(hour), NOW));
    }

    private void write(HourRecord record) throws IOException {
        Optional<String> version = ledger.read(record.hour()).map(Ledger.Recorded::version);
        ledger.write(record.hour(), LedgerJson.write(record), version);
    }

    private static ExportFacts facts(Hour hour) {
        return new ExportFacts(hour, hour, "ab".repeat(32), 4711L, NOW.minusSeconds(60));
    }

    void note(String hour, Note.Kind kind, String reason, Instant nextTry) throws IOException {
        ledger.write(Note.of("default", Hour.parse(hour), kind, reason, NOW.minusSeconds(3600), nextTry));
    }

    Path file(String key) {
        return folder.resolve("lake").resolve(key);
    }

    /** What somebody else left in place of this hour's record. */
    void damageRecord(String hour) throws IOException {
        Path record = file(ledger.recordKey(Hour.parse(hour)));
        Files.createDirectories(record.getParent());
        Files.writeString(record, "{\"schema\": 1, \"proj");
    }

    StatusReading reading() {
        return new StatusReading(new RecordReading(cache(), HERE), DUE, journal());
    }

    Journal journal() {
        return new Journal(folder.resolve("journal"));
    }

    DeadLetters letters() {
        return new DeadLetters(folder.resolve("letters"), Duration.ofDays(30), CLOCK);
    }

    RecordCache cache() {
        return new RecordCache(folder.resolve("cache"));
    }

    ProjectStatus status(String from, String to) throws IOException {
        return reading().of(ledger, range(from, to));
    }

    static HourRange range(String from, String to) {
        return new HourRange(Hour.parse(from), Hour.parse(to));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
