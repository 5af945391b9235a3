package caravan.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a disk that needs a person (full, read-only, not ours) from one that may work the next time. */
final class FolderFault {
    private static final long FULL = 1 << 20;

    private FolderFault() {}

    /** The fault itself, or {@link StoreRefused} with the path and what to do. */
    static IOException of(IOException fault, Path path) {
        if (fault instanceof StoreRefused || fault instanceof WriteConflict) {
            return fault;
        }
        String why = String.valueOf(fault.getMessage());
        if (fault instanceof AccessDeniedException || why.contains("Operation not permitted")) {
            return refused(
                    path, "no permission: give the user that runs Caravan the right to read and write there", fault);
        }
        if (why.contains("Read-only file system") || readOnly(path)) {
            return refused(path, "the file system is read-only: mount it for writing", fault);
        }
        if (why.contains("No space left on device") || why.contains("quota exceeded") || full(path)) {
            return refused(path, "the disk or the quota is full: free some space", fault);
        }
        return fault;
    }

    private static StoreRefused refused(Path path, String what, IOException fault) {
        return new StoreRefused(
                "'" + path + "': " + what + ", or set caravan.file.directory to another folder; the hour stays due",
                fault);
    }

    // The system's own words may be in another language, so the file system is asked too.

    private static boolean readOnly(Path path) {
        try {
            return Files.getFileStore(existing(path)).isReadOnly();
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean full(Path path) {
        try {
            return Files.getFileStore(existing(path)).getUsableSpace() < FULL;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static Path existing(Path path) {
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
