package caravan.report;

import caravan.archive.DiskFault;
import caravan.archive.Escaped;
import caravan.failure.ExitCode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folder of an export. It is written beside its own name, in {@code .NAME.part}, and renamed when it is whole: whoever finds
 * {@code _SUCCESS} in it finds all of it. One export at a time writes to a name; what a killed one left goes with the next, but for the
 * empty {@code .NAME.lock}. What is no
 * export is never replaced, also where it came to lie there in the meantime.
 */
final class ExportFolder implements AutoCloseable {
    /** As Spark says that a folder is whole. */
    private static final String SUCCESS = "_SUCCESS";
    /** Says that the folder is an export and may be replaced. */
    private static final String MARKER = "_caravan_export.json";

    private final Path folder;
    private final FileTree target;
    /** What is replaced, for a moment. */
    private final FileTree former;

    private final boolean overwrite;
    private final FileChannel lock;

    private ExportFolder(Path folder, boolean overwrite, FileChannel lock) {
        this.folder = folder;
        this.target = new FileTree(folder);
        this.former = new FileTree(beside(folder, "former"));
        this.overwrite = overwrite;
        this.lock = lock;
    }

    /** @param overwrite whether an earlier export that lies there is replaced */
    static ExportFolder begin(Path asked, boolean overwrite) throws Refusal, IOException {
        Path folder = asked.toAbsolutePath().normalize();
        if (folder.getFileName() == null) {
            throw new Refusal(ExitCode.USAGE, "--to takes a folder of its own, not " + asked);
        }
        try {
            Files.createDirectories(folder.getParent());
            ExportFolder begun = new ExportFolder(folder, overwrite, lock(folder));
            try {
                begun.clear();
                return begun;
            } catch (Refusal | IOException e) {
                begun.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DiskFault(shown(folder) + " cannot be written: " + e, e);
        }
    }

    /** Its file stays: who deleted it could delete one that another process holds, and a third would not see that. */
    private static FileChannel lock(Path folder) throws Refusal, IOException {
        FileChannel lock =
                FileChannel.open(beside(folder, "lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(lock)) {
            return lock;
        }
        lock.close();
        throw new Refusal(
                ExitCode.LATER,
                "another export writes to " + shown(folder) + "; nothing was begun. Ask again when that is through");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Path beside(Path folder, String what) {
        return folder.resolveSibling("." + folder.getFileName() + "." + what);
    }

    private static String shown(Path folder) {
        return "'" + Escaped.text(folder.toString(), 400) + "'";
    }

    /** A process that was killed between the two renamings left what was there under its other name alone. */
    private void clear() throws Refusal, IOException {
        putBack();
        check(target);
        new FileTree(part()).delete();
        Files.createDirectories(files());
    }

    private void putBack() throws IOException {
        if (former.isThere() && !target.isThere()) {
            former.moveTo(target);
        }
    }

    /** @param there what lies, or lay, under the folder's name */
    private void check(FileTree there) throws Refusal, IOException {
        if (!there.isThere()) {
            return;
        }
        if (!there.isFolder()) {
            throw new Refusal(
                    ExitCode.USAGE, shown(folder) + " is no folder; --to takes a new one, or an earlier export");
        }
        if (there.has(MARKER)) {
            if (!overwrite) {
                throw new Refusal(ExitCode.USAGE, shown(folder) + " is an earlier export; --overwrite replaces it");
            }
        } else if (!there.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    shown(folder)
                            + " holds something that is no export and stays as it is; --to takes a new folder, or an earlier export");
        }
    }

    /** All that is written until the end; nothing else may be. */
    Path part() {
        return beside(folder, "part");
    }

    /** Where the files are written, in {@link #part}. */
    Path files() {
        return part().resolve("files");
    }

    /** @throws Refusal where by now something else lies there, which stays */
    void publish(Exported exported) throws Refusal, IOException {
        try {
            Map<String, Object> marker = new LinkedHashMap<>();
            marker.put("table", exported.table());
            marker.put("rows", exported.rows());
            Files.write(files().resolve(MARKER), new ObjectMapper().writeValueAsBytes(marker));
            Files.createFile(files().resolve(SUCCESS));
            new FileTree(files()).synchronise();
            check(target);
            replace();
        } catch (AtomicMoveNotSupportedException e) {
            throw new DiskFault(shown(folder) + " cannot be renamed at once: is it where a disk is mounted?", e);
        } catch (IOException e) {
            throw new DiskFault(shown(folder) + " cannot be written: " + e, e);
        }
    }

    /** What lies there is moved away and only then looked at for good: under its new name nobody exchanges it. */
    void replace() throws Refusal, IOException {
        forget();
        try {
            if (target.isThere()) {
                target.moveTo(former);
            }
            check(former);
            new FileTree(files()).moveTo(target);
        } catch (Refusal | IOException e) {
            try {
                putBack();
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        forget();
    }

    /** An earlier export that was replaced. */
    private void forget() throws Refusal, IOException {
        if (former.isThere() && !former.has(MARKER) && !former.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    shown(former.root()) + " holds something that is no export and stays as it is; an export to "
                            + shown(folder) + " needs that name for a moment");
        }
        former.delete();
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            new FileTree(part()).delete();
        }
    }
}
