package caravan.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Lets an entry's bytes through, never more than the directory says, and ends only where size and CRC-32 are the directory's. */
final class CheckedBytes extends FilterInputStream {
    private final ArchiveEntry entry;
    private final CRC32 crc = new CRC32();
    private long given;

    CheckedBytes(InputStream bytes, ArchiveEntry entry) {
        super(bytes);
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count < 0) {
            check(given == entry.size(), given + " bytes, the ZIP directory says " + entry.size());
            check(
                    crc.getValue() == entry.crc(),
                    "CRC-32 " + hex(crc.getValue()) + ", the ZIP directory says " + hex(entry.crc()));
            return count;
        }
        check(count <= entry.size() - given, "more bytes than the " + entry.size() + " that the ZIP directory says");
        given += count;
        crc.update(bytes, offset, count);
        return count;
    }

    /** Reads and drops: bytes that nobody saw are checked all the same. */
    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.max(0, Math.min(count, 8 << 10))];
        return Math.max(0, read(dropped));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check(boolean right, String found) throws ArchiveRefused {
        if (!right) {
            throw new ArchiveRefused(entry + " has " + found);
        }
    }

    private static String hex(long crc) {
        return String.format("%08x", crc);
    }
}
