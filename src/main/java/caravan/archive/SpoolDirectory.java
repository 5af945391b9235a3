package caravan.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One process's own directory in the spool. Its lock is the operating system's, so it is gone with the process, however that ends. */
final class SpoolDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The system's lock is the process's: only to open and close one of these files again would drop it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private SpoolDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * A new one. Made under its own name, for Windows renames no directory in which a file is open; so for a moment it looks
     * abandoned, and whoever takes it over or removes it in that moment makes us try once more.
     */
    static SpoolDirectory create(Path root) throws IOException {
        while (true) {
            Path path = root.toRealPath().resolve(UUID.randomUUID().toString());
            HELD.add(path);
            Files.createDirectory(path);
            Optional<SpoolDirectory> locked = locked(path, StandardOpenOption.CREATE_NEW);
            if (locked.isPresent() && Files.exists(path.resolve(LOCK))) {
                return locked.get();
            }
            if (locked.isPresent()) {
                locked.get().channel.close();
            }
            HELD.remove(path);
        }
    }

    /** The directory of a process that is gone, locked for us; empty where its process lives, or it is none. */
    static Optional<SpoolDirectory> abandoned(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(LOCK))) {
            removeEmpty(directory);
            return Optional.empty();
        }
        Path path = directory.toRealPath();
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        Optional<SpoolDirectory> locked = Optional.empty();
        try {
            locked = locked(path, StandardOpenOption.WRITE);
            return locked;
        } finally {
            if (locked.isEmpty()) {
                HELD.remove(path);
            }
        }
    }

    /** Its process ended before it had a lock there, or when it had just given it up: nobody else would ever remove it. */
    private static void removeEmpty(Path directory) throws IOException {
        if (NAME.matcher(directory.getFileName().toString()).matches()
                && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                // Its process lives, and has its lock by now.
            }
        }
    }

    private static Optional<SpoolDirectory> locked(Path path, StandardOpenOption how) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path.resolve(LOCK), how, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            // Taken over and removed by another process a moment ago.
            return Optional.empty();
        }
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new SpoolDirectory(path, channel));
    }

    Path path() {
        return path;
    }

    /** Moves whole archives over and removes everything else; closing then removes the directory itself. */
    void moveTo(Path target) throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(".zip")) {
                Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            } else if (!file.endsWith(LOCK)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }

    /** What lies in a directory of the spool and matches; nothing where it is none. */
    static List<Path> list(Path directory, String glob) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            return found;
        } catch (NoSuchFileException e) {
            // Gone since it was seen: nothing is in it.
            return List.of();
        }
    }

    /** Lets go of the lock; a directory with nothing left in it goes as well. */
    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(path);
        try {
            if (files().equals(List.of(path.resolve(LOCK)))) {
                Files.deleteIfExists(path.resolve(LOCK));
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // Somebody else cleared the spool at the same moment: nothing here is precious, and the lock is let go.
        }
    }
}
