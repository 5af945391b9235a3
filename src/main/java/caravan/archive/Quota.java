package caravan.archive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;

/**
 * How much may lie in the spool.
 *
 * @param root the spool's directory, with those of all its processes
 * @param bytes most bytes of archives in it, all processes together
 */
record Quota(Path root, long bytes) {
    /** @throws SpoolFull where it is used up; archives leave the spool when their hours are committed */
    void require() throws IOException {
        long used = used();
        if (used >= bytes) {
            throw new SpoolFull(
                    "the spool " + root + " holds " + used + " bytes of archives, its quota is " + bytes
                            + " (caravan.spool.quota); nothing is fetched until hours are committed and their archives leave it");
        }
    }

    /** Bytes of archives that lie there, those on their way among them. */
    long used() throws IOException {
        long used = 0;
        for (Path directory : SpoolDirectory.list(root, "*")) {
            for (Path file : archives(directory)) {
                // 0 where another window's archive has left in this moment.
                used += file.toFile().length();
            }
        }
        return used;
    }

    private static List<Path> archives(Path directory) throws IOException {
        try {
            return SpoolDirectory.list(directory, "*.{zip,part}");
        } catch (AccessDeniedException e) {
            // Another user's, such as the lost+found of a volume: nobody here can tell what it holds, nor free it.
            return List.of();
        }
    }
}
