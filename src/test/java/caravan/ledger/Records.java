package caravan.ledger;

import caravan.archive.EntryName;
import caravan.hour.Hour;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Small records of one hour of project {@code demo}, for tests. */
final class Records {
    static final Hour HOUR = Hour.parse("2026-11-01T05");
    static final ObjectKeys KEYS = new ObjectKeys(ObjectKeys.DEFAULT);
    static final ExportFacts EXPORT =
            new ExportFacts(HOUR, HOUR, "ab".repeat(32), 99L, Instant.parse("2026-11-01T08:20:00Z"));

    private Records() {}

    /** @param hash one hex digit: other bytes, other digit */
    static String key(int revision, char hash) {
        return key("demo", HOUR, revision, hash);
    }

    static String key(String project, Hour hour, int revision, char hash) {
        return KEYS.key(
                project,
                new EntryName("100011471", hour, 0),
                revision,
                String.valueOf(hash).repeat(64),
                "json");
    }

    static LandedObject object(String key) {
        return new LandedObject(
                key,
                "100011471/100011471_2026-11-01_5#0.json.gz",
                10,
                "3f".repeat(32),
                2,
                1,
                0,
                Instant.parse("2026-11-01T05:00:01Z"),
                Instant.parse("2026-11-01T05:59:59.999Z"));
    }

    static HourRecord landed(int revision, Instant at, String... keys) {
        List<LandedObject> objects = Arrays.stream(keys).map(Records::object).toList();
        return HourRecord.landed("demo", HOUR, revision, "json", objects, "cd".repeat(32), EXPORT, at);
    }

    static HourRecord empty(int revision, Instant at) {
        return HourRecord.empty("demo", HOUR, revision, new ExportFacts(HOUR, HOUR, null, null, at), at);
    }
}
