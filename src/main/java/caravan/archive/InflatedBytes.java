package caravan.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates all bytes of a source; where they are not one whole deflate stream they are refused, other failures pass as they are. */
final class InflatedBytes extends InputStream {
    private final InputStream source;
    private final ArchiveEntry entry;
    private final Inflater inflater = new Inflater(true);
    private final byte[] deflated = new byte[16 << 10];

    InflatedBytes(InputStream source, ArchiveEntry entry) {
        this.source = source;
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int count = 0;
            while (count == 0 && !inflater.finished()) {
                count = inflater.inflate(bytes, offset, length);
                if (count == 0 && !inflater.finished()) {
                    feed();
                }
            }
            return count > 0 ? count : end();
        } catch (DataFormatException e) {
            throw new ArchiveRefused(entry + " is damaged: " + e.getMessage(), e);
        }
    }

    private void feed() throws IOException {
        int count = source.read(deflated);
        if (count < 0 || inflater.needsDictionary()) {
            throw new ArchiveRefused(entry + " is damaged: its deflated bytes end early");
        }
        inflater.setInput(deflated, 0, count);
    }

    private int end() throws IOException {
        if (inflater.getRemaining() > 0 || source.read() >= 0) {
            throw new ArchiveRefused(entry + " is damaged: more bytes behind its deflated ones");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }
}
