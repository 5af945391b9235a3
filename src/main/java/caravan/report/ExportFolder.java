package caravan.report;

import caravan.archive.DiskFault;
import caravan.archive.Escaped;
import caravan.failure.ExitCode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of an export. It is written beside its own name, in {@code .NAME.part}, and renamed when it is whole: whoever finds
 * {@code _SUCCESS} in it finds all of it. One export at a time writes to a name; what a killed one left goes with the next.
 */
final class ExportFolder implements AutoCloseable {
    /** As Spark says that a folder is whole. */
    private static final String SUCCESS = "_SUCCESS";
    /** Says that the folder is an export and may be replaced. */
    private static final String MARKER = "_caravan_export.json";

    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;

    private ExportFolder(Path folder, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static ExportFolder begin(Path asked, boolean overwrite) throws Refusal, IOException {
        Path folder = asked.toAbsolutePath().normalize();
        if (folder.getFileName() == null) {
            throw new Refusal(ExitCode.USAGE, "--to takes a folder of its own, not " + asked);
        }
        try {
            Files.createDirectories(folder.getParent());
            ExportFolder begun = locked(folder);
            try {
                begun.recover();
                check(folder, overwrite);
                Files.createDirectories(begun.files());
                return begun;
            } catch (Refusal | IOException e) {
                begun.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DiskFault(shown(folder) + " cannot be written: " + e, e);
        }
    }

    private static ExportFolder locked(Path folder) throws Refusal, IOException {
        Path lockFile = beside(folder, "lock");
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isHeld(lock)) {
            lock.close();
            throw new Refusal(
                    ExitCode.LATER,
                    "another export writes to " + shown(folder)
                            + "; nothing was begun. Ask again when that is through");
        }
        return new ExportFolder(folder, lockFile, lock);
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void check(Path folder, boolean overwrite) throws Refusal, IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    ExitCode.USAGE, shown(folder) + " is no folder; --to takes a new one, or an earlier export");
        }
        if (Files.exists(folder.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
            if (!overwrite) {
                throw new Refusal(ExitCode.USAGE, shown(folder) + " is an earlier export; --overwrite replaces it");
            }
        } else if (!isEmpty(folder)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    shown(folder)
                            + " holds something that is no export and stays as it is; --to takes a new folder, or an earlier export");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static Path beside(Path folder, String what) {
        return folder.resolveSibling("." + folder.getFileName() + "." + what);
    }

    private static String shown(Path folder) {
        return "'" + Escaped.text(folder.toString(), 400) + "'";
    }

    /** All that is written until the end; nothing else may be. */
    Path part() {
        return beside(folder, "part");
    }

    /** Where the files are written, in {@link #part}. */
    Path files() {
        return part().resolve("files");
    }

    private Path former() {
        return beside(folder, "former");
    }

    /** A process that was killed between the two renamings left the former export under another name alone. */
    private void recover() throws IOException {
        if (!Files.exists(folder) && Files.exists(former().resolve(MARKER))) {
            Files.move(former(), folder, StandardCopyOption.ATOMIC_MOVE);
        }
        delete(former());
        delete(part());
    }

    void publish(Exported exported) throws IOException {
        try {
            Map<String, Object> marker = new LinkedHashMap<>();
            marker.put("table", exported.table());
            marker.put("rows", exported.rows());
            Files.write(files().resolve(MARKER), new ObjectMapper().writeValueAsBytes(marker));
            Files.createFile(files().resolve(SUCCESS));
            synchronise();
            if (Files.exists(folder)) {
                Files.move(folder, former(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(files(), folder, StandardCopyOption.ATOMIC_MOVE);
            delete(former());
        } catch (AtomicMoveNotSupportedException e) {
            throw new DiskFault(shown(folder) + " cannot be renamed at once: is it where a disk is mounted?", e);
        } catch (IOException e) {
            throw new DiskFault(shown(folder) + " cannot be written: " + e, e);
        }
    }

    /** Before the new name counts the bytes are on the disk. */
    private void synchronise() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(files())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(tree)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    @Override
    public void close() throws IOException {
        delete(part());
        Files.deleteIfExists(lockFile);
        lock.close();
    }
}
