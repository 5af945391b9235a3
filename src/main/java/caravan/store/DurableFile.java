package caravan.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Files that are there whole or not at all, also after a loss of power: written under a temporary name beside their own,
 * synchronised, renamed, and the folder synchronised too. The folder must exist.
 */
final class DurableFile {
    private static final String TEMPORARY = ".tmp-";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private DurableFile() {}

    /** @param after the new file's time is later than this, however coarse or wrong the clock is: versions never repeat */
    static void write(Path target, byte[] content, Instant after) throws IOException {
        Path temporary = beside(target);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (!Files.getLastModifiedTime(temporary).toInstant().isAfter(after)) {
                    Files.setLastModifiedTime(temporary, FileTime.from(after.plusMillis(1)));
                }
                channel.force(true);
            }
            publish(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The source's own bytes under a second name where the file system can, a copy of them where it cannot. */
    static void link(Path source, Path target) throws IOException {
        Path temporary = beside(target);
        try {
            linkOrCopy(source, temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            publish(temporary, target);
        } finally {
            // Also after success: renaming one name of a file to another name of the same file does nothing.
            Files.deleteIfExists(temporary);
        }
    }

    private static void linkOrCopy(Path source, Path temporary) throws IOException {
        try {
            Files.createLink(temporary, source);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException otherFileSystem) {
            Files.copy(source, temporary);
        }
    }

    private static Path beside(Path target) {
        return target.resolveSibling(TEMPORARY + UUID.randomUUID());
    }

    private static void publish(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        synchronise(target.getParent());
    }

    /** Makes the names in a folder durable. Windows has no such thing and needs none. */
    static void synchronise(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Left by a process that died: no writer takes a day. */
    static boolean isAbandoned(Path file, Instant now) throws IOException {
        return file.getFileName().toString().startsWith(TEMPORARY)
                && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(ABANDONED));
    }
}
