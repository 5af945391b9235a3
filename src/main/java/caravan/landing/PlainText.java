package caravan.landing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes over what most of an event is, eight bytes at a time: text within a string that needs no look. That is ASCII without
 * control characters, quotes and backslashes.
 */
final class PlainText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private PlainText() {}

    /** Where the first other byte is; {@code to} or less than eight before it where none was seen. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            long quote = eight ^ ONES * '"';
            long backslash = eight ^ ONES * '\\';
            // A byte's top bit says that it is less than a space, zero after the exclusive or, or not ASCII.
            // Borrows make wrong ones only above the first right one.
            long other =
                    ((eight - ONES * ' ') | (quote - ONES) & ~quote | (backslash - ONES) & ~backslash | eight) & TOPS;
            if (other != 0) {
                return at + (Long.numberOfTrailingZeros(other) >>> 3);
            }
        }
        return at;
    }
}
