package caravan.store;

import java.io.IOException;
import java.io.InputStream;

/** Objects that are read whole: records and notes. */
final class SmallObject {
    /** A record of 10,000 objects is 4 MiB; what is larger than this is not of the ledger. */
    static final int LARGEST = 16 << 20;

    private SmallObject() {}

    static byte[] read(String key, InputStream in) throws IOException {
        return checked(key, begun(in));
    }

    /** The whole of it, or enough to see that it is too large. */
    static byte[] begun(InputStream in) throws IOException {
        return in.readNBytes(LARGEST + 1);
    }

    static byte[] checked(String key, byte[] bytes) throws IOException {
        if (bytes.length > LARGEST) {
            throw new IOException("'" + key + "' is larger than " + LARGEST + " bytes: not a record or a note");
        }
        return bytes;
    }
}
