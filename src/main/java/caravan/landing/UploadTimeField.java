package caravan.landing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes {@code server_upload_time} out of the strings of an event's top level, as {@link JsonLine} comes upon them. Keys are
 * compared on their bytes: one that is spelled with escapes is not found. Of a key that is there twice the last counts.
 */
final class UploadTimeField {
    private static final byte[] KEY = "server_upload_time".getBytes(StandardCharsets.US_ASCII);
    private static final int NOT_IN_ONE = -1;

    /** What earlier slices held of a string; one byte more than the longest that matters. */
    private final byte[] held = new byte[UploadTime.LONGEST + 1];

    private int heldBytes;
    private int begin = NOT_IN_ONE;
    private boolean valueNext;
    private long micros = UploadTime.UNREADABLE;

    void reset() {
        begin = NOT_IN_ONE;
        valueNext = false;
        micros = UploadTime.UNREADABLE;
    }

    /** Microseconds since 1970, or {@link UploadTime#UNREADABLE}. */
    long micros() {
        return micros;
    }

    void beginKey(int at) {
        valueNext = false;
        begin(at);
    }

    void beginValue(int at) {
        if (valueNext) {
            begin(at);
        }
    }

    private void begin(int at) {
        begin = at;
        heldBytes = 0;
    }

    /** The slice ends, perhaps in the string; the next one begins at 0. */
    void sliceEnds(byte[] bytes, int end) {
        if (begin != NOT_IN_ONE) {
            int count = Math.min(end - begin, held.length - heldBytes);
            System.arraycopy(bytes, begin, held, heldBytes, count);
            heldBytes += count;
            begin = 0;
        }
    }

    void end(byte[] bytes, int at) {
        if (begin == NOT_IN_ONE) {
            return;
        }
        if (heldBytes == 0) {
            take(bytes, begin, at - begin);
        } else {
            sliceEnds(bytes, at);
            take(held, 0, heldBytes);
        }
        begin = NOT_IN_ONE;
    }

    private void take(byte[] bytes, int from, int length) {
        if (valueNext) {
            micros = UploadTime.micros(bytes, from, length);
            valueNext = false;
        } else if (length == KEY.length && Arrays.equals(bytes, from, from + length, KEY, 0, length)) {
            micros = UploadTime.UNREADABLE;
            valueNext = true;
        }
    }
}
