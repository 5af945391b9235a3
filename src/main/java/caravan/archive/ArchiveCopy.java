package caravan.archive;

import caravan.hour.HourRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A kept archive on its way back: a file of this process in the spool. It goes with its process, so that no sync takes it for an answer of Amplitude. */
public final class ArchiveCopy {
    private ArchiveCopy() {}

    /**
     * Streams a body to disk. Closes the body; what was begun is removed again where this throws.
     *
     * @param at when the archive was kept
     * @throws LimitExceeded where it is longer than any archive may be
     * @throws SpoolFull where the spool has no room
     * @throws DiskFault where our disk is at fault; any other {@link IOException} is the transfer's
     */
    public static Archive receive(Spool spool, Limits limits, HourRange hours, Instant at, InputStream body)
            throws IOException {
        Path file = spool.copy();
        boolean whole = false;
        try (body) {
            spool.requireRoom();
            Received received = Received.write(new AtMost(body, limits.archive()), file);
            whole = true;
            return new Archive(file, hours, received.sha256(), received.bytes(), at);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }
}
