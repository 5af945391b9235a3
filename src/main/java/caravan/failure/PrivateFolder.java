package caravan.failure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local folder that only its owner can look into (0700, its files 0600, where the system knows such rights), whose files are
 * there whole or not at all. No symbolic link in it is followed, nor is it one itself.
 */
final class PrivateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
    private static final String TEMPORARY = ".tmp-";

    private final Path path;

    PrivateFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Makes it where it is not there; one that is there is closed to others, as far as it is ours. */
    void make() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(path.getParent());
            try {
                Files.createDirectory(path, OwnerOnly.FOLDER.of(path));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("'{}' was made by another process meanwhile", path);
            }
        }
        requireFolder();
        try {
            OwnerOnly.FOLDER.close(path);
        } catch (FileSystemException notOurs) {
            // As where a volume is mounted: its rights are somebody's choice, and each file in it is closed anyway.
            LOG.debug("'{}' keeps its rights: {}", path, notOurs.toString());
        }
    }

    private void requireFolder() throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            String what = Files.isSymbolicLink(path) ? "is a symbolic link, which is not followed" : "is no folder";
            throw new FileSystemException(path.toString(), null, what);
        }
    }

    /** The names in it; none where it is not there. */
    List<String> names() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        requireFolder();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names.stream().sorted().toList();
    }

    /**
     * @throws NoSuchFileException where it is not there
     * @throws IOException also where it is no file, or longer
     */
    byte[] read(String name, int longest) throws IOException {
        Path file = requireFile(file(name));
        try (SeekableByteChannel channel =
                        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                InputStream in = Channels.newInputStream(channel)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new FileSystemException(file.toString(), null, "is longer than " + longest + " bytes");
            }
            return bytes;
        }
    }

    /** Looked at before it is opened: a pipe would wait for its writer. */
    private static Path requireFile(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        return file;
    }

    /** @param at becomes the file's time */
    void write(String name, byte[] content, Instant at) throws IOException {
        write(name, content, at, false);
    }

    /** The same, and a loss of power right after it takes nothing away. */
    void writeDurably(String name, byte[] content, Instant at) throws IOException {
        write(name, content, at, true);
    }

    private void write(String name, byte[] content, Instant at, boolean durably) throws IOException {
        Path temporary = temporary();
        try {
            try (SeekableByteChannel channel = create(temporary)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (durably && channel instanceof FileChannel file) {
                    file.force(true);
                }
            }
            Files.setLastModifiedTime(temporary, FileTime.from(at));
            publish(temporary, name);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The source's own bytes under a second name; it is closed to others before it has one. */
    void link(Path source, String name) throws IOException {
        Path temporary = temporary();
        try {
            OwnerOnly.FILE.close(requireFile(source));
            Files.createLink(temporary, source);
            publish(temporary, name);
        } finally {
            // Also after success: renaming one name of a file to another name of the same file does nothing.
            Files.deleteIfExists(temporary);
        }
    }

    void copy(Path source, String name) throws IOException {
        Path temporary = temporary();
        try {
            try (OutputStream out = Channels.newOutputStream(create(temporary))) {
                Files.copy(requireFile(source), out);
            }
            publish(temporary, name);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The link itself where it is one. */
    boolean delete(String name) throws IOException {
        return Files.deleteIfExists(file(name));
    }

    Instant modified(String name) throws IOException {
        return Files.getLastModifiedTime(file(name), LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** Left by a process that died, or being written. */
    static boolean isTemporary(String name) {
        return name.startsWith(TEMPORARY);
    }

    private Path temporary() {
        return file(TEMPORARY + UUID.randomUUID());
    }

    private void publish(Path temporary, String name) throws IOException {
        Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private SeekableByteChannel create(Path file) throws IOException {
        return Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.FILE.of(path));
    }
}
