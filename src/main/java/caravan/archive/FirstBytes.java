package caravan.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What came in place of a ZIP or gzip, said by how it begins: for a message, so escaped and short. */
public final class FirstBytes {
    /** As many as {@link #describe} looks at. */
    public static final int ENOUGH = 40;

    private FirstBytes() {}

    /** @param head the first {@link #ENOUGH} bytes, fewer where there are fewer */
    public static String describe(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return "no bytes at all";
        }
        String quoted = "'" + Escaped.text(text, ENOUGH) + "'";
        if (text.startsWith("PK")) {
            return "a ZIP, it begins with " + quoted;
        }
        if (text.startsWith("\u001f\u008b")) {
            return "gzip, it begins with " + quoted;
        }
        String word = text.stripLeading();
        if (word.startsWith("<")) {
            return "HTML or XML, it begins with " + quoted;
        }
        return (word.startsWith("{") || word.startsWith("[") ? "JSON" : "nothing known") + ", it begins with " + quoted;
    }

    /** True where the bytes begin with these. */
    public static boolean match(byte[] head, int... magic) {
        return head.length >= magic.length && Arrays.equals(unsigned(head, magic.length), magic);
    }

    private static int[] unsigned(byte[] head, int length) {
        int[] bytes = new int[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = head[i] & 0xff;
        }
        return bytes;
    }
}
