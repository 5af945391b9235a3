package caravan.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The folders below a store's root: made durably, removed when empty, and never those that a symbolic link leads out to. */
record Folders(Path root) {

    /**
     * Makes this folder and what is missing above it.
     *
     * @throws NoSuchFileException where one of them was removed meanwhile; to be tried again
     */
    void make(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path there = folder;
        while (!Files.isDirectory(there)) {
            missing.push(there);
            there = there.getParent();
        }
        requireInside(there);
        for (Path next : missing) {
            try {
                Files.createDirectory(next);
            } catch (FileAlreadyExistsException e) {
                // Another writer was quicker; it may not have come to the next line yet. Or somebody has removed it,
                // empty, since.
                if (Files.isRegularFile(next)) {
                    throw e;
                }
                if (!Files.isDirectory(next)) {
                    throw new NoSuchFileException(next.toString());
                }
            }
            DurableFile.synchronise(next.getParent());
        }
    }

    /** @throws StoreRefused where an existing folder is not where its name says */
    void requireInside(Path folder) throws IOException {
        if (folder.startsWith(root) && !folder.toRealPath().startsWith(root.toRealPath())) {
            throw new StoreRefused(
                    "'" + folder + "' is a symbolic link out of '" + root
                            + "', where nothing is written; point caravan.file.directory at the folder itself",
                    null);
        }
    }

    /** Removes this folder and those above it as far as they are empty; the root stays. */
    void removeEmpty(Path folder) {
        try {
            for (Path next = folder; next.startsWith(root) && !next.equals(root); next = next.getParent()) {
                Files.delete(next);
            }
        } catch (IOException notEmpty) {
            // An empty folder more or less changes nothing.
        }
    }
}
