package caravan.landing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Passes over the values of an event that are no strings and the most frequent: {@code null}, and whole numbers without a sign. */
final class PlainValue {
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;

    private PlainValue() {}

    /** Behind the {@code ,"} that follows such a value; -1 where there is anything else, or the bytes end before. {@code from} is below {@code to}. */
    static int over(byte[] bytes, int from, int to) {
        int at = end(bytes, from, to);
        return at > from && at + 1 < to && bytes[at] == ',' && bytes[at + 1] == '"' ? at + 2 : -1;
    }

    /** {@code from} where no such value begins there. */
    private static int end(byte[] bytes, int from, int to) {
        if (from + Integer.BYTES <= to && (int) FOUR.get(bytes, from) == NULL) {
            return from + Integer.BYTES;
        }
        if (bytes[from] == '0') {
            return from;
        }
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
