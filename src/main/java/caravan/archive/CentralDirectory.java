package caravan.archive;

import caravan.config.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Where a ZIP's directory lies, proven on the bytes before a library reads it: a library believes the directory, and a
 * hostile one would have it take millions of entries into memory. It ends where its own end record begins, in a file that
 * ends with that record, so that a ZIP cut anywhere is not a ZIP.
 *
 * @param begin of its first header, in bytes from the file's start
 * @param end of its last header; exclusive
 * @param entries as its end record says and its headers prove
 */
record CentralDirectory(long begin, long end, long entries) {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_LENGTH = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LENGTH = 56;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_LENGTH = 46;

    /** Amplitude's names and ZIP64 fields need a tenth of it. */
    private static final int BYTES_AN_ENTRY = 1024;

    /**
     * @throws LimitExceeded where it lists too many entries
     * @throws ArchiveRefused where there is no directory that is whole
     */
    static CentralDirectory of(FileChannel zip, Limits limits) throws IOException {
        byte[] head =
                read(zip, 0, (int) Math.min(FirstBytes.ENOUGH, zip.size())).array();
        if (!FirstBytes.match(head, 'P', 'K', 3, 4) && !FirstBytes.match(head, 'P', 'K', 5, 6)) {
            throw new ArchiveRefused("the export is not a ZIP but " + FirstBytes.describe(head));
        }
        long end = endRecord(zip);
        CentralDirectory said = said(zip, end);
        if (said.end - said.begin > (long) BYTES_AN_ENTRY * limits.entries()) {
            throw new LimitExceeded(
                    "the ZIP directory has " + (said.end - said.begin) + " bytes, more than " + BYTES_AN_ENTRY
                            + " for each of " + limits.entries() + " entries",
                    Key.ENTRIES);
        }
        return said.counted(zip, limits);
    }

    private static long endRecord(FileChannel zip) throws IOException {
        int length = (int) Math.min(zip.size(), END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = read(zip, zip.size() - length, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                if (at + END_LENGTH + unsigned16(tail, at + 20) != length) {
                    throw new ArchiveRefused("the ZIP does not end where its end record says; bytes were cut or added");
                }
                return zip.size() - length + at;
            }
        }
        throw new ArchiveRefused("the ZIP has no directory at its end: it was cut after " + zip.size() + " bytes");
    }

    private static CentralDirectory said(FileChannel zip, long end) throws IOException {
        ByteBuffer record = read(zip, end, END_LENGTH);
        long locator = end - LOCATOR_64_LENGTH;
        if (locator >= 0 && read(zip, locator, LOCATOR_64_LENGTH).getInt(0) == LOCATOR_64) {
            return said64(zip, locator);
        }
        onOneDisk(record.getInt(4) == 0 && record.getShort(8) == record.getShort(10));
        return adjoining(unsigned32(record, 16), unsigned32(record, 12), unsigned16(record, 10), end);
    }

    private static CentralDirectory said64(FileChannel zip, long locator) throws IOException {
        long end = read(zip, locator, LOCATOR_64_LENGTH).getLong(8);
        if (end < 0 || end > locator - END_64_LENGTH) {
            throw new ArchiveRefused("the ZIP64 end record is not where its locator says, at byte " + end);
        }
        ByteBuffer record = read(zip, end, END_64_LENGTH);
        if (record.getInt(0) != END_64 || record.getLong(4) != locator - end - 12) {
            throw new ArchiveRefused("the ZIP64 end record at byte " + end + " is damaged");
        }
        onOneDisk(record.getLong(16) == 0 && record.getLong(24) == record.getLong(32));
        return adjoining(record.getLong(48), record.getLong(40), record.getLong(32), end);
    }

    private static void onOneDisk(boolean so) throws ArchiveRefused {
        if (!so) {
            throw new ArchiveRefused("the ZIP is one of several parts; an export is one file");
        }
    }

    private static CentralDirectory adjoining(long begin, long length, long entries, long end) throws ArchiveRefused {
        if (begin < 0 || length < 0 || begin > end || length != end - begin) {
            throw new ArchiveRefused("the ZIP directory of " + length + " bytes at byte " + begin
                    + " does not reach its end record at byte " + end + "; bytes were cut or added");
        }
        return new CentralDirectory(begin, end, entries);
    }

    private CentralDirectory counted(FileChannel zip, Limits limits) throws IOException {
        ByteBuffer directory = read(zip, begin, (int) (end - begin));
        int count = 0;
        int next = 0;
        while (next < directory.limit()) {
            int at = next;
            if (directory.limit() - at < HEADER_LENGTH || directory.getInt(at) != HEADER) {
                throw new ArchiveRefused("the ZIP directory is damaged after " + count + " entries");
            }
            int name = unsigned16(directory, at + 28);
            int extra = unsigned16(directory, at + 30);
            int comment = unsigned16(directory, at + 32);
            next = at + HEADER_LENGTH + name + extra + comment;
            count++;
        }
        if (count > limits.entries()) {
            throw new LimitExceeded("the ZIP lists " + count + " entries, more than " + limits.entries(), Key.ENTRIES);
        }
        if (next != directory.limit() || count != entries) {
            throw new ArchiveRefused("the ZIP directory says " + entries + " entries and lists " + count);
        }
        return this;
    }

    /** @throws ArchiveRefused where the file ends first */
    static ByteBuffer read(FileChannel zip, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (zip.read(bytes, from + bytes.position()) < 0) {
                throw new ArchiveRefused("the ZIP ends before byte " + (from + length));
            }
        }
        return bytes.flip();
    }

    static int unsigned16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static long unsigned32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
