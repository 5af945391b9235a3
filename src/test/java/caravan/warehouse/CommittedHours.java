package caravan.warehouse;

import caravan.archive.Sha256;
import caravan.hour.Hour;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Hours in a store, as the routes would have left them. */
public final class CommittedHours {
    public static final Instant NOW = Instant.parse("2026-11-02T12:30:00Z");

    public final Ledger ledger;
    private final Store store;
    private final Instant committed;

    /** What an object holds, and how many of its lines are events and how many are not. */
    public record Content(byte[] bytes, long events, long rejected, String extension) {
        public static Content of(String... events) {
            return new Content(
                    (String.join("\n", events) + "\n").getBytes(StandardCharsets.UTF_8), events.length, 0, "json");
        }

        public Content gzipped() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Content(out.toByteArray(), events, rejected, "json.gz");
        }
    }

    public CommittedHours(Store store) {
        this(store, NOW);
    }

    /** @param committed when each is */
    public CommittedHours(Store store, Instant committed) {
        this.store = store;
        this.committed = committed;
        this.ledger = new Ledger(store, "web", Runnable::run);
    }

    /** Commits the hour with these objects, over whatever it has. */
    public HourRecord land(String text, int revision, Content... contents) throws IOException {
        Hour hour = Hour.parse(text);
        List<LandedObject> objects = new ArrayList<>();
        for (Content content : contents) {
            String sha256 = HexFormat.of().formatHex(Sha256.begin().digest(content.bytes()));
            String key = key(hour, revision, objects.size(), content);
            if (store.open(key).isEmpty()) {
                store.create(key, content.bytes());
            }
            objects.add(new LandedObject(
                    key,
                    "1/1_entry#" + objects.size() + ".json.gz",
                    content.bytes().length,
                    sha256,
                    content.events(),
                    content.rejected(),
                    0,
                    null,
                    null));
        }
        HourRecord record = HourRecord.landed("web", hour, revision, "json", objects, "d", facts(hour), committed);
        write(record);
        return record;
    }

    public static String key(Hour hour, int revision, int part, Content content) {
        return "events/project=web/date=" + hour.date() + "/hour=" + hour.hourOfDay() + "/1_" + part + "-r" + revision
                + "." + content.extension();
    }

    public HourRecord empty(String text, int revision) throws IOException {
        Hour hour = Hour.parse(text);
        HourRecord record = HourRecord.empty("web", hour, revision, facts(hour), committed);
        write(record);
        return record;
    }

    public void write(HourRecord record) throws IOException {
        Optional<String> version = ledger.read(record.hour()).map(Ledger.Recorded::version);
        ledger.write(record.hour(), LedgerJson.write(record), version);
    }

    private static ExportFacts facts(Hour hour) {
        return new ExportFacts(hour, hour, "ab".repeat(32), 4711L, NOW.minusSeconds(60));
    }
}
