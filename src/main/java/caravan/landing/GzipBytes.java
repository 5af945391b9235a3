package caravan.landing;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An entry's gzip bytes on their way to be unpacked: counted, copied, and refused where they give no JSON. Remembers its own
 * failure, to tell a disk's from that of the bytes.
 */
final class GzipBytes extends InputStream {
    private static final long AT_FIRST = 1 << 20;

    private final InputStream gzip;
    private final OutputStream copy;
    private final ArchiveEntry entry;
    private long count;
    private long json;
    private IOException failure;

    GzipBytes(InputStream gzip, OutputStream copy, ArchiveEntry entry) {
        this.gzip = gzip;
        this.copy = copy;
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = gzip.read(bytes, offset, length);
            if (read > 0) {
                count += read;
                // Empty members and endless file names cost gzip bytes, memory and disk, and would pass every limit on
                // JSON.
                if (count > AT_FIRST + 2 * json) {
                    throw new ArchiveRefused(entry + " has " + count + " bytes of gzip for " + json + " of JSON");
                }
                copy.write(bytes, offset, read);
            }
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** So many bytes of JSON came out of what was read so far. */
    void gave(int bytes, int ratio) throws ArchiveRefused {
        json += bytes;
        if (json > AT_FIRST && json / ratio > count) {
            throw new ArchiveRefused(entry + " unpacks to more than " + ratio + " times its size");
        }
    }

    /** Not null where reading or copying of bytes failed, and not what they say. */
    IOException failure() {
        return failure;
    }
}
