package caravan.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksum that Google Cloud Storage keeps of each object, as it spells it: four bytes in Base64. */
final class Crc32c {
    private static final int BUFFER = 64 << 10;

    private Crc32c() {}

    static String of(byte[] content) {
        Checksum sum = new CRC32C();
        sum.update(content);
        return spelt(sum);
    }

    /**
     * Of a file. What its bytes were when they were hashed is compared on the way.
     *
     * @throws IOException where it cannot be read, or has other bytes by now
     */
    static String of(Path file, Optional<Sums> hashed) throws IOException {
        Checksum sum = new CRC32C();
        Checksum known = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
                known.update(buffer, 0, count);
            }
        }
        if (hashed.filter(then -> then.crc32() != known.getValue()).isPresent()) {
            throw new IOException("'" + file + "' has other bytes than when it was hashed; it was not sent");
        }
        return spelt(sum);
    }

    static String spelt(Checksum sum) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) sum.getValue())
                        .array());
    }
}
