package caravan.archive;

import caravan.config.Key;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is refused once it is longer than any archive may be, whatever a listing said of it. */
final class AtMost extends FilterInputStream {
    private final long most;
    private long bytes;

    AtMost(InputStream body, long most) {
        super(body);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        bytes += Math.max(count, 0);
        if (bytes > most) {
            throw new LimitExceeded("the archive is larger than " + most + " bytes", Key.ARCHIVE);
        }
        return count;
    }
}
