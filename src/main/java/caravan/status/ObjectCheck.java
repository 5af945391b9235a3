package caravan.status;

import caravan.archive.Sha256;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.ObjectKeys;
import caravan.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Whether an object is there, byte for byte as its record says. Streams; throws only where the store cannot answer. */
public record ObjectCheck(Store store, ObjectKeys keys) {
    private static final int BUFFER = 1 << 16;

    public Optional<Finding> of(HourRecord record, LandedObject object) throws IOException {
        boolean own = keys.parse(object.key())
                .filter(key -> key.project().equals(record.project())
                        && key.hour().equals(record.hour())
                        && key.revision() == record.revision())
                .isPresent();
        if (!own) {
            return finding(Finding.Kind.FOREIGN, record, object, "this record cannot have put such a key");
        }
        Optional<InputStream> opened = store.open(object.key());
        if (opened.isEmpty()) {
            return finding(Finding.Kind.MISSING, record, object, "there is no such object");
        }
        try (InputStream in = opened.get()) {
            return compare(in, record, object);
        }
    }

    private static Optional<Finding> compare(InputStream in, HourRecord record, LandedObject object)
            throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            bytes += read;
        }
        if (bytes != object.bytes()) {
            return finding(
                    Finding.Kind.SIZE,
                    record,
                    object,
                    "it has " + Figures.count(bytes) + " bytes, but " + Figures.count(object.bytes()) + " were landed");
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(object.sha256())) {
            return finding(
                    Finding.Kind.HASH, record, object, "its bytes are not those that were landed: sha256 " + found);
        }
        return Optional.empty();
    }

    private static Optional<Finding> finding(Finding.Kind kind, HourRecord record, LandedObject object, String what) {
        String mend = new Command(record.project()).again(record.hour());
        return Optional.of(new Finding(kind, record.hour(), object.key(), what, mend));
    }
}
