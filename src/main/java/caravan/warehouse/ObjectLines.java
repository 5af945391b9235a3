package caravan.warehouse;

import caravan.hour.Hour;
import caravan.landing.WholeLines;
import caravan.ledger.LandedObject;
import caravan.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads an object of a record line by line, and makes sure on the way that it is what the record says. */
public record ObjectLines(Store store, int longest) {
    private static final String NO_EVENT = "no JSON object";

    /**
     * @throws ObjectMismatch where it is another than the record says, or not there
     * @throws IOException where the store breaks off
     */
    public <E extends Exception> void read(Hour hour, LandedObject object, Arrivals<E> arrivals) throws IOException, E {
        Optional<InputStream> opened = store.open(object.key());
        if (opened.isEmpty()) {
            throw new ObjectMismatch(hour, object.key(), "is not there");
        }
        try (HashedBytes bytes = new HashedBytes(opened.get())) {
            lines(hour, object, bytes, arrivals);
            String found = bytes.sha256();
            if (!found.equals(object.sha256())) {
                throw new ObjectMismatch(
                        hour, object.key(), "has the sha256 " + found + ", and landed with " + object.sha256());
            }
        }
    }

    private <E extends Exception> void lines(Hour hour, LandedObject object, HashedBytes bytes, Arrivals<E> arrivals)
            throws IOException, E {
        try {
            count(hour, object, new WholeLines(json(object, bytes), longest), arrivals);
        } catch (ObjectMismatch | WarehouseAway | WarehouseRefused e) {
            throw e;
        } catch (IOException e) {
            if (bytes.failure().isPresent()) {
                throw e;
            }
            throw new ObjectMismatch(hour, object.key(), "cannot be read: " + e.getMessage());
        }
    }

    private static <E extends Exception> void count(
            Hour hour, LandedObject object, WholeLines lines, Arrivals<E> arrivals) throws IOException, E {
        long events = 0;
        long rejected = 0;
        // Of a gzip that is not the one that landed there may be no end.
        while (events <= object.events() && rejected <= object.rejected() && lines.next()) {
            if (lines.isEvent()) {
                arrivals.event(object.key(), lines.number(), lines.text());
                events++;
            } else if (!lines.isBlank()) {
                arrivals.rejected(object.key(), lines.number(), NO_EVENT, lines.beginning());
                rejected++;
            }
        }
        if (events != object.events() || rejected != object.rejected()) {
            throw new ObjectMismatch(
                    hour,
                    object.key(),
                    "has other lines than those that landed, which were " + object.events() + " events and "
                            + object.rejected() + " more");
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
