package caravan.warehouse;

import caravan.archive.Sha256;
import caravan.hour.Hour;
import caravan.landing.WholeLines;
import caravan.ledger.LandedObject;
import caravan.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads an object of a record into the staging, and makes sure on the way that it is what the record says. */
record ObjectLines(Store store, int longest) {
    private static final String NO_EVENT = "no JSON object";
    private static final String MEND =
            "; ./caravan verify names every such object, ./caravan reopen exports its hour again";

    /**
     * @throws ObjectMismatch where it is another than the record says, or not there
     * @throws IOException where the store breaks off
     */
    void read(Hour hour, LandedObject object, Staging staging) throws IOException, SQLException {
        Optional<InputStream> opened = store.open(object.key());
        if (opened.isEmpty()) {
            throw new ObjectMismatch(hour, object.key(), "is not there" + MEND);
        }
        try (DigestInputStream bytes = new DigestInputStream(opened.get(), Sha256.begin())) {
            count(hour, object, bytes, staging);
            bytes.transferTo(OutputStream.nullOutputStream());
            String found = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
            if (!found.equals(object.sha256())) {
                throw new ObjectMismatch(
                        hour, object.key(), "has the sha256 " + found + ", and landed with " + object.sha256() + MEND);
            }
        }
    }

    private void count(Hour hour, LandedObject object, InputStream bytes, Staging staging)
            throws IOException, SQLException {
        WholeLines lines = new WholeLines(json(object, bytes), longest);
        long events = 0;
        long rejected = 0;
        while (lines.next()) {
            if (lines.isEvent()) {
                staging.event(object.key(), lines.number(), lines.text());
                events++;
            } else if (!lines.isBlank()) {
                staging.rejected(object.key(), lines.number(), NO_EVENT, lines.beginning());
                rejected++;
            }
            // Of a gzip that is not the one that landed there may be no end.
            if (events > object.events() || rejected > object.rejected()) {
                break;
            }
        }
        if (events != object.events() || rejected != object.rejected()) {
            throw new ObjectMismatch(
                    hour,
                    object.key(),
                    "has " + events + " events and " + rejected + " other lines or more, and landed with "
                            + object.events() + " and " + object.rejected() + MEND);
        }
    }

    private static InputStream json(LandedObject object, InputStream bytes) throws IOException {
        return object.key().endsWith(".gz")
                ? GzipCompressorInputStream.builder()
                        .setDecompressConcatenated(true)
                        .setInputStream(bytes)
                        .get()
                : bytes;
    }
}
