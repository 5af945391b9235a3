package caravan.archive;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads the entries of a verified archive, many at a time from any threads. Each stream has the file open for itself, so that
 * no stream's end, failure or interrupted thread touches another.
 */
public record OpenArchive(Path zip) {
    /**
     * The gzip file in this entry, checked while it is read: the read that would answer "end" throws {@link ArchiveRefused}
     * where size or CRC-32 are not the directory's, and no more bytes are ever given than the directory says. Not for
     * several threads.
     *
     * @throws IOException where the file cannot be read
     */
    public InputStream open(ArchiveEntry entry) throws IOException {
        FileInputStream file = new FileInputStream(zip.toFile());
        try {
            file.getChannel().position(entry.data());
            InputStream slice = new Slice(file, entry.compressed(), entry);
            return new CheckedBytes(entry.deflated() ? new InflatedBytes(slice, entry) : slice, entry);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
