package caravan.landing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one pass over an entry found, and the file to put.
 *
 * @param file the object as it will be stored; whoever took this deletes it
 * @param sha256 of the file, lower-case hexadecimal
 * @param crc32 of the file
 * @param bytes of the file
 * @param jsonBytes of the JSON, which is the file or is in it
 * @param events lines that hold exactly one JSON object
 * @param rejected lines that hold something else; blank ones are neither
 * @param outside events whose {@code server_upload_time} is not in the hour, or is not there
 * @param min least {@code server_upload_time}, to the microsecond
 * @param max greatest {@code server_upload_time}
 * @param digest of all lines that are not blank
 * @param rejectedLines the first {@link Lines#KEPT} of the rejected
 */
public record Unpacked(
        Path file,
        String sha256,
        long crc32,
        long bytes,
        long jsonBytes,
        long events,
        long rejected,
        long outside,
        Optional<Instant> min,
        Optional<Instant> max,
        Digest digest,
        List<RejectedLine> rejectedLines) {
    public Unpacked {
        rejectedLines = List.copyOf(rejectedLines);
    }
}
