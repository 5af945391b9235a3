package caravan.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** One header of a ZIP's directory, before anything of it is believed. */
final class ListedEntry {
    private static final Pattern FOLDER = Pattern.compile("\\d{1,18}/");
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_LENGTH = 30;

    private final ZipArchiveEntry entry;
    private final String raw;

    ListedEntry(ZipArchiveEntry entry) {
        this.entry = entry;
        // The library's own name has backslashes turned and wrong bytes replaced.
        this.raw = new String(entry.getRawName(), StandardCharsets.ISO_8859_1);
    }

    /** Where its local header begins in the archive. */
    long header() {
        return entry.getLocalHeaderOffset();
    }

    boolean isFolder() {
        return FOLDER.matcher(raw).matches() && entry.getSize() == 0;
    }

    /**
     * Where its data begin in the archive.
     *
     * @param end what lies behind it begins there
     * @throws ArchiveRefused where there is no such entry, or it does not end in time
     */
    long data(FileChannel channel, long end) throws IOException {
        ByteBuffer local = CentralDirectory.read(channel, header(), LOCAL_HEADER_LENGTH);
        if (local.getInt(0) != LOCAL_HEADER) {
            throw new ArchiveRefused(this + " does not begin at byte " + header() + " as the ZIP directory says");
        }
        long data = header()
                + LOCAL_HEADER_LENGTH
                + CentralDirectory.unsigned16(local, 26)
                + CentralDirectory.unsigned16(local, 28);
        if (entry.getCompressedSize() < 0 || entry.getCompressedSize() > end - data) {
            throw new ArchiveRefused(this + " overlaps what lies behind it, at byte " + end);
        }
        requireSameName(channel, CentralDirectory.unsigned16(local, 26));
        return data;
    }

    /** A name says of which hour the data are, and nothing else in a ZIP checks its bytes: it is there twice, so it must be so twice. */
    private void requireSameName(FileChannel channel, int length) throws IOException {
        byte[] listed = entry.getRawName();
        boolean same = length == listed.length
                && CentralDirectory.read(channel, header() + LOCAL_HEADER_LENGTH, length)
                        .equals(ByteBuffer.wrap(listed));
        if (!same) {
            throw new ArchiveRefused(this + " has another name at byte " + header() + " than in the ZIP directory");
        }
    }

    ArchiveEntry verified(long data) throws ArchiveRefused {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new ArchiveRefused(this + " is encrypted");
        }
        boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
        if (!deflated && entry.getMethod() != ZipEntry.STORED) {
            throw new ArchiveRefused(
                    this + " is compressed by method " + entry.getMethod() + "; known are 0, stored, and 8, deflated");
        }
        if (entry.getSize() < 0 || !deflated && entry.getSize() != entry.getCompressedSize()) {
            throw new ArchiveRefused(
                    this + " is stored in " + entry.getCompressedSize() + " bytes and said to have " + entry.getSize());
        }
        return new ArchiveEntry(
                name(), raw, data, entry.getCompressedSize(), entry.getSize(), entry.getCrc(), deflated);
    }

    private EntryName name() throws ArchiveRefused {
        try {
            return EntryName.parse(raw);
        } catch (IllegalArgumentException e) {
            throw new ArchiveRefused(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return ArchiveEntry.quoted(raw);
    }
}
