package caravan.landing;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The JSON in an entry's gzip, all members of it, to the last byte; bytes behind that are no gzip are refused. */
final class JsonBytes implements Closeable {
    private final GzipBytes source;
    private final ArchiveEntry entry;
    private final InputStream unpacking;

    JsonBytes(GzipBytes source, ArchiveEntry entry) throws IOException {
        this.source = source;
        this.entry = entry;
        try {
            this.unpacking = GzipCompressorInputStream.builder()
                    .setDecompressConcatenated(true)
                    .setInputStream(source)
                    .get();
        } catch (IOException | IllegalArgumentException e) {
            throw damage(e);
        }
    }

    int read(byte[] json) throws IOException {
        try {
            return unpacking.read(json);
        } catch (IOException | IllegalArgumentException e) {
            throw damage(e);
        }
    }

    private IOException damage(Exception e) {
        if (source.failure() != null) {
            return source.failure();
        }
        String how = e.getMessage() == null ? "it ends early" : e.getMessage();
        return new ArchiveRefused(entry + " is not whole gzip: " + how, e);
    }

    @Override
    public void close() throws IOException {
        unpacking.close();
    }
}
