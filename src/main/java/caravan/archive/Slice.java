package caravan.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a file, and never fewer. */
final class Slice extends FilterInputStream {
    private final ArchiveEntry entry;
    private long left;

    Slice(InputStream file, long bytes, ArchiveEntry entry) {
        super(file);
        this.left = bytes;
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new ArchiveRefused("the archive ends inside " + entry + ", " + left + " bytes early");
        }
        left -= count;
        return count;
    }
}
