package caravan.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A folder as the destination. Safe among threads and processes of one machine; records are written under one lock file.
 * Names that begin with a dot are the store's own and never listed.
 */
public final class FileStore implements Store {
    /** So often a folder is made again that a deletion elsewhere removed as empty in between. */
    private static final int TRIES = 5;

    private final Path base;
    private final Path lock;
    private final Folders folders;

    /**
     * @param root made when first written to
     * @param prefix empty, or ends in {@code /}
     */
    public FileStore(Path root, String prefix) {
        Path absolute = root.toAbsolutePath().normalize();
        base = absolute.resolve(StoreKey.folder(prefix));
        lock = absolute.resolve("_caravan").resolve(".lock");
        folders = new Folders(absolute);
    }

    @Override
    public String location() {
        return base.toString();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        StoreKey.beginning(prefix);
        try {
            return new FolderListing(base, Instant.now()).of(prefix);
        } catch (IOException e) {
            throw FolderFault.of(e, base);
        }
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        Path path = path(key);
        try {
            // Until nobody wrote between the two looks: the version must be that of the bytes.
            while (true) {
                Optional<String> version = version(path);
                if (version.isEmpty()) {
                    return Optional.empty();
                }
                Optional<byte[]> bytes = read(key, path);
                if (bytes.isPresent() && version.equals(version(path))) {
                    return Optional.of(new Content(bytes.get(), version.get()));
                }
            }
        } catch (IOException e) {
            throw FolderFault.of(e, path);
        }
    }

    private static Optional<byte[]> read(String key, Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(SmallObject.read(key, in));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        Path path = path(key);
        try {
            return version(path).isPresent()
                    ? Optional.of(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw FolderFault.of(e, path);
        }
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        Path path = path(key);
        return locked(path, () -> {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new WriteConflict(key, "there is one already");
            }
            return write(path, content, Instant.EPOCH);
        });
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        Path path = path(key);
        return locked(path, () -> {
            Optional<FileVersion> found = FileVersion.of(path);
            if (found.isEmpty() || !found.get().text().equals(version)) {
                throw new WriteConflict(key, found.isEmpty() ? "it is gone" : "it is another version by now");
            }
            return write(
                    path, content, found.get().attributes().lastModifiedTime().toInstant());
        });
    }

    private String write(Path path, byte[] content, Instant after) throws IOException {
        folders.make(path.getParent());
        DurableFile.write(path, content, after);
        return version(path).orElseThrow(() -> new IOException("'" + path + "' vanished as soon as it was written"));
    }

    /**
     * Lands an object of any size, over what is there under this key. Where the file system can, it becomes a second name
     * of the same file: nobody may write to the file afterwards; deleting it is fine.
     */
    public void put(String key, File file) throws IOException {
        Path path = path(key);
        try {
            // A link to a symbolic link would land the link and not its file.
            Path source = file.toPath().toRealPath();
            for (int tried = 1; !tryPut(source, path, tried == TRIES); tried++) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw FolderFault.of(e, path);
        }
    }

    private boolean tryPut(Path source, Path path, boolean last) throws IOException {
        try {
            folders.make(path.getParent());
            DurableFile.link(source, path);
            return true;
        } catch (NoSuchFileException e) {
            if (last || !Files.exists(source)) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        List<Path> paths = keys.stream().map(this::path).toList();
        if (paths.isEmpty() || !Files.exists(base)) {
            return;
        }
        locked(base, () -> {
            for (Path path : paths) {
                if (version(path).isPresent()) {
                    folders.requireInside(path.getParent());
                    Files.deleteIfExists(path);
                    folders.removeEmpty(path.getParent());
                }
            }
            return paths.size();
        });
    }

    private <T> T locked(Path path, StoreLock.Act<T> act) throws IOException {
        try {
            folders.make(lock.getParent());
            return StoreLock.holding(lock, act);
        } catch (IOException e) {
            throw FolderFault.of(e, path);
        }
    }

    private static Optional<String> version(Path path) throws IOException {
        return FileVersion.of(path).map(FileVersion::text);
    }

    private Path path(String key) {
        return base.resolve(StoreKey.checked(key));
    }
}
