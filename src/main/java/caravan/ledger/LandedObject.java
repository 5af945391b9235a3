package caravan.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One entry as it lies in the destination.
 *
 * @param key relative to the store's prefix
 * @param entry the entry's name as Amplitude spelled it: data, never part of a path
 * @param bytes size of the object as stored
 * @param sha256 of the object as stored, hex
 * @param events lines that hold a JSON object
 * @param rejected lines that do not, blank ones left out
 * @param outside events whose {@code server_upload_time} is not in the hour
 * @param minServerUploadTime null where no event says it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LandedObject(
        String key,
        String entry,
        long bytes,
        String sha256,
        long events,
        long rejected,
        long outside,
        Instant minServerUploadTime,
        Instant maxServerUploadTime) {
    public LandedObject {
        if (key == null || sha256 == null || bytes < 0) {
            throw new IllegalArgumentException("an object without key, hash or size");
        }
    }
}
