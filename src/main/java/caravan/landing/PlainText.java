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
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;
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

    /** From a {@code null} or a whole number without a sign over {@code ,"} behind it; -1 where there is anything else, or the bytes end. */
    static int overScalar(byte[] bytes, int from, int to) {
        int at = from;
        if (from + Integer.BYTES <= to && (int) FOUR.get(bytes, from) == NULL) {
            at += Integer.BYTES;
        } else {
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
                at++;
            }
            if (at == from || bytes[from] == '0') {
                return -1;
            }
        }
        return at + 1 < to && bytes[at] == ',' && bytes[at + 1] == '"' ? at + 2 : -1;
    }
}
