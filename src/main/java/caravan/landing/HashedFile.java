package caravan.landing;

import caravan.archive.DiskFault;
import caravan.archive.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A file that is hashed and counted while it is written; a disk that does not take it is a {@link DiskFault}. */
final class HashedFile extends OutputStream {
    private final Path path;
    private final OutputStream out;
    private final MessageDigest sha256 = Sha256.begin();
    private final CRC32 crc32 = new CRC32();
    private long bytes;

    HashedFile(Path path) throws IOException {
        this(path, Files.newOutputStream(path));
    }

    HashedFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        try {
            out.write(from, offset, length);
        } catch (IOException e) {
            throw fault(e);
        }
        sha256.update(from, offset, length);
        crc32.update(from, offset, length);
        bytes += length;
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private DiskFault fault(IOException e) {
        return new DiskFault(
                "cannot write " + path + ": " + e.getMessage() + "; free space, or move caravan.spool.directory", e);
    }

    Path path() {
        return path;
    }

    /** Of all that was written; asked once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    long crc32() {
        return crc32.getValue();
    }

    long bytes() {
        return bytes;
    }
}
