package caravan.store;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * What is known of a file's bytes since they were written, so that putting it need not read it once more to tell.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param crc32 as {@link java.util.zip.CRC32} says it
 * @param bytes how many there are
 */
public record Sums(String sha256, long crc32, long bytes) {
    public Sums {
        if (!isHash(sha256)) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256: 64 lower-case hexadecimal digits");
        }
        if (crc32 != (crc32 & 0xffffffffL) || bytes < 0) {
            throw new IllegalArgumentException("a CRC-32 of " + crc32 + ", " + bytes + " bytes");
        }
    }

    static boolean isHash(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    /** The CRC-32 as S3 spells it. */
    String crc32InBase64() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt((int) crc32).array());
    }
}
