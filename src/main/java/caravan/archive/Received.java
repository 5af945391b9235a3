package caravan.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A body as it came to disk: hash and size in the same pass. */
record Received(String sha256, long bytes) {
    private static final int BUFFER = 1 << 16;

    static Received write(InputStream body, Path file) throws IOException {
        MessageDigest sha256 = Sha256.begin();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = open(file)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                sha256.update(buffer, 0, count);
                bytes += count;
                try {
                    out.write(buffer, 0, count);
                } catch (IOException e) {
                    throw new DiskFault(
                            "cannot write " + file + ": " + e.getMessage()
                                    + "; free space, or move caravan.spool.directory",
                            e);
                }
            }
        }
        return new Received(HexFormat.of().formatHex(sha256.digest()), bytes);
    }

    private static OutputStream open(Path file) throws DiskFault {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new DiskFault("cannot create " + file + ": " + e.getMessage(), e);
        }
    }
}
