package caravan.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file from which any part can be read again: to mark and to go back costs a number, not a copy of the part. */
final class RepeatableFile extends InputStream {
    private final FileChannel channel;
    private long marked;

    RepeatableFile(Path file) throws IOException {
        channel = FileChannel.open(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int atMost) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes, from, atMost));
    }

    @Override
    public long skip(long count) throws IOException {
        long before = channel.position();
        long after = Math.min(before + Math.max(count, 0), channel.size());
        channel.position(after);
        return after - before;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int readLimit) {
        try {
            marked = channel.position();
        } catch (IOException e) {
            throw new IllegalStateException("the file is closed", e);
        }
    }

    @Override
    public synchronized void reset() throws IOException {
        channel.position(marked);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
