package caravan.warehouse;

import caravan.archive.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** An object's bytes, hashed on their way. Remembers its own failure, to tell the store's from that of what the bytes say. */
final class HashedBytes extends FilterInputStream {
    private final MessageDigest digest = Sha256.begin();
    private IOException failure;

    HashedBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                digest.update(bytes, offset, read);
            }
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Reads to the end. */
    String sha256() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of the store, while it was read. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public long skip(long bytes) {
        throw new UnsupportedOperationException("a hash leaves nothing out");
    }
}
