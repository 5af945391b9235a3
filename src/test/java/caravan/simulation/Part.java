package caravan.simulation;

import caravan.archive.ArchiveEntry;
import caravan.archive.EntryName;
import caravan.archive.Sha256;
import caravan.landing.Digest;
import caravan.landing.Unpacked;
import caravan.ledger.LandedObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One file of an hour's export: tiny events, a line each. */
record Part(ArchiveEntry entry, byte[] bytes, String sha256, int events, Digest digest) {
    static Part of(EntryName name, List<String> uuids) {
        byte[] bytes = (String.join("\n", uuids) + "\n").getBytes(StandardCharsets.UTF_8);
        String raw = "100/100_" + name.hour().date() + "_" + name.hour().ofDay() + "#" + name.part() + ".json.gz";
        Digest digest = uuids.stream().map(uuid -> digest(sha256(uuid))).reduce(Digest.NONE, Digest::plus);
        ArchiveEntry entry = new ArchiveEntry(name, raw, 0, bytes.length, bytes.length, 0, false);
        return new Part(entry, bytes, sha256(new String(bytes, StandardCharsets.UTF_8)), uuids.size(), digest);
    }

    static List<String> uuids(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    private static Digest digest(String hex) {
        return new Digest(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16, 32), 16));
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    Unpacked unpacked() {
        return new Unpacked(
                Path.of("x"),
                sha256,
                0,
                bytes.length,
                bytes.length,
                events,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                digest,
                List.of());
    }

    LandedObject at(String key) {
        return new LandedObject(key, entry.raw(), bytes.length, sha256, events, 0, 0, null, null);
    }
}
