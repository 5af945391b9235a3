package caravan.landing;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import caravan.archive.DiskFault;
import caravan.archive.FirstBytes;
import caravan.archive.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks the entries of one archive: each in one pass, with memory that does not grow, to a file that holds its bytes
 * unchanged.
 *
 * @param budget shared by all entries of the archive
 * @param keepGzip true: the file is the entry's own gzip, unpacked only to be checked; false: its JSON
 */
public record GzipUnpack(Limits limits, InflatedBudget budget, boolean keepGzip) {
    private static final int BUFFER = 64 << 10;

    /**
     * @param gzip read to its end, not closed
     * @param target written; gone again where this throws
     * @throws ArchiveRefused where the entry is damaged or over a limit
     * @throws DiskFault where the target cannot be written
     * @throws IOException where the target cannot be opened, or the gzip cannot be read
     */
    public Unpacked unpack(ArchiveEntry entry, InputStream gzip, Path target) throws IOException {
        boolean done = false;
        try {
            Unpacked unpacked = unpackOpen(entry, gzip, target);
            done = true;
            return unpacked;
        } finally {
            if (!done) {
                Files.deleteIfExists(target);
            }
        }
    }

    private Unpacked unpackOpen(ArchiveEntry entry, InputStream gzip, Path target) throws IOException {
        InputStream checked = checked(entry, gzip);
        try (HashedFile file = new HashedFile(target)) {
            OutputStream copy = keepGzip ? file : OutputStream.nullOutputStream();
            GzipBytes source = new GzipBytes(checked, copy, entry);
            Lines lines = new Lines(entry, limits.line());
            try (JsonBytes unpacking = new JsonBytes(source, entry)) {
                byte[] json = new byte[BUFFER];
                for (int count = unpacking.read(json); count >= 0; count = unpacking.read(json)) {
                    source.gave(count, limits.ratio());
                    budget.take(count);
                    if (!keepGzip) {
                        file.write(json, 0, count);
                    }
                    lines.add(json, count);
                }
            }
            return lines.unpacked(file);
        }
    }

    /** Amplitude's archives were once reported to hold ZIPs; the message then says so. */
    private static InputStream checked(ArchiveEntry entry, InputStream gzip) throws IOException {
        byte[] head = gzip.readNBytes(FirstBytes.ENOUGH);
        if (!FirstBytes.match(head, 0x1f, 0x8b)) {
            throw new ArchiveRefused(entry + " holds not gzip but " + FirstBytes.describe(head));
        }
        return new SequenceInputStream(new ByteArrayInputStream(head), gzip);
    }
}
