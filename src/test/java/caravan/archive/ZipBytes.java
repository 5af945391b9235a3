package caravan.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Damages a ZIP at a place: where its records begin, and what their fields then say. */
final class ZipBytes {
    static final int LOCAL = 0x04034b50;
    static final int DIRECTORY = 0x02014b50;
    static final int END = 0x06054b50;
    static final int END_64 = 0x06064b50;

    private ZipBytes() {}

    /** Where the record of that signature begins; {@code number} from 0. */
    static int find(byte[] zip, int signature, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int seen = 0;
        for (int at = 0; at + 4 <= zip.length; at++) {
            if (bytes.getInt(at) == signature && seen++ == number) {
                return at;
            }
        }
        throw new AssertionError("no record " + Integer.toHexString(signature) + " number " + number);
    }

    static byte[] with16(byte[] zip, int at, int value) {
        byte[] damaged = zip.clone();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
        return damaged;
    }

    static byte[] with32(byte[] zip, int at, int value) {
        byte[] damaged = zip.clone();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return damaged;
    }

    static byte[] cut(byte[] zip, int length) {
        return Arrays.copyOf(zip, length);
    }

    /** With these bytes put in, and nothing else moved. */
    static byte[] inserted(byte[] zip, int at, byte[] more) {
        return ByteBuffer.allocate(zip.length + more.length)
                .put(zip, 0, at)
                .put(more)
                .put(zip, at, zip.length - at)
                .array();
    }

    /** With a name replaced everywhere by one of the same length: names that no library would write. */
    static byte[] renamed(byte[] zip, String from, String to) {
        return new String(zip, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
